"""Prints the golden numbers of blur.test.ts, colormap.test.ts and quality.test.ts, made by scipy, matplotlib, scikit-image."""
import json
import numpy as np
import matplotlib.cm
from scipy.ndimage import gaussian_filter
from skimage.metrics import peak_signal_noise_ratio, structural_similarity


def fnv(data):
    h = 0x811C9DC5
    for byte in data:
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    return h


def plane(width, height, a=7, b=11, m=23):
    y, x = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
    return (((x * a + y * b + x * y) % m) / 8 - 1).astype(np.float32)


print("blur: width, height, sigma, radius, first values, sum of squares")
for w, h, sigma in [(9, 6, 0.25), (9, 6, 0.5), (9, 6, 0.75), (9, 6, 1.0), (7, 8, 1.25), (5, 3, 2.0), (32, 20, 3.0)]:
    out = gaussian_filter(plane(w, h), sigma)
    values = [float(v) for v in out.ravel()[:5]]
    print(json.dumps([w, h, sigma, int(4 * sigma + 0.5), values, float((out.astype(np.float64) ** 2).sum())]) + ",")

print("color maps: hash of 256 colors")
for name in ["hot", "gray", "viridis", "inferno", "magma", "seismic", "coolwarm"]:
    colors = matplotlib.cm.get_cmap(name)(np.arange(256), bytes=True)[:, :3]
    print(json.dumps([name, fnv(colors.tobytes()), [int(v) for v in colors[100]]]) + ",")
print("hot over a map, minimum to maximum:", fnv(matplotlib.cm.hot((lambda m: (m - m.min()) / (m.max() - m.min()))(plane(9, 6).astype(np.float64)), bytes=True)[..., :3].tobytes()))
print("percentile 90 of the map:", float(np.percentile(plane(9, 6).astype(np.float64), 90)))

print("quality: width, height, PSNR, SSIM")
for w, h in [(32, 24), (11, 11), (40, 13)]:
    a = np.stack([np.clip(plane(w, h, c + 3, 5, 19) * 60 + 100, 0, 255) for c in range(3)], -1).astype(np.uint8)
    b = np.clip(a.astype(int) + ((np.arange(a.size).reshape(a.shape) * 7) % 17 - 8), 0, 255).astype(np.uint8)
    ssim = structural_similarity(a, b, channel_axis=-1, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=255)
    d = (a.astype(float) - b) / 255
    print(json.dumps([w, h, peak_signal_noise_ratio(a, b), ssim, float(np.sqrt((d**2).sum())), int(np.abs(a.astype(int) - b).max())]) + ",")
