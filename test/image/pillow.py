"""Prints the golden numbers of resize.test.ts: what Pillow's Image.resize makes of a pattern given by a formula."""
import json
import numpy as np
from PIL import Image

FILTERS = ["nearest", "lanczos", "bilinear", "bicubic", "box", "hamming"]
SIZES = [
    ((37, 29), (16, 16)),
    ((37, 29), (64, 50)),
    ((37, 29), (37, 11)),
    ((37, 29), (80, 29)),
    ((200, 150), (32, 24)),
    ((5, 3), (1, 1)),
    ((2, 2), (7, 9)),
]


def pattern(width, height):
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    smooth = x * 7 + y * 13 + c * 29
    rough = (x * x * 31 + y * y * 17 + x * y * 5 + c * 101) % 251
    edges = np.where((x // 4 + y // 3) % 2 == 0, 0, 255)
    return np.choose((x + 2 * y) % 3, [smooth % 256, rough, edges]).astype(np.uint8)


def fnv(data):
    h = 0x811C9DC5
    for byte in data:
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    return h


rows = []
for (w, h), to in SIZES:
    image = Image.fromarray(pattern(w, h))
    for number, name in enumerate(FILTERS):
        data = image.resize(to, number).tobytes()
        rows.append([name, w, h, to[0], to[1], fnv(data), list(data[:4])])
for row in rows:
    print(json.dumps(row) + ",")

print("mode F, bilinear and bicubic, 9 x 6 to 4 x 5 and 14 x 8: first values and sum")
y, x = np.meshgrid(np.arange(6), np.arange(9), indexing="ij")
plane = Image.fromarray((((x * 7 + y * 11 + x * y) % 23) / 8 - 1).astype(np.float32))
for name in ["bilinear", "bicubic"]:
    for to in [(4, 5), (14, 8)]:
        out = np.asarray(plane.resize(to, FILTERS.index(name)))
        print(json.dumps([name, *to, [float(v) for v in out.ravel()[:4]], float(out.astype(np.float64).sum())]) + ",")
