"""Writes *.glyphs, the letters of the figures, from Inter: python3 outlines.py FOLDER, the folder `web` of the npm package
inter-ui 4.1. JSON: units per em, heights, then per character its advance and its outline (an SVG path of relative commands, y
downwards, from the origin on the baseline), and the kerning of pairs of ASCII characters. Needs fontTools and brotli."""
import json
import sys
from pathlib import Path
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x391, 0x3C9), (0x2010, 0x2026), (0x2030, 0x2033), (0x2039, 0x203A),
    (0x2070, 0x209C), (0x2190, 0x2195), (0x21D0, 0x21D5), (0x2200, 0x22FF), (0x25A0, 0x25CF), (0x2713, 0x2717),
]
EXTRA = "ȘșȚțẞ€№™ℓ‖"


class RelativePath(BasePen):
    """Writes relative SVG commands; every contour starts from where the last one started, as `z` leaves it."""

    def __init__(self, glyphs):
        super().__init__(glyphs)
        self.text = ""
        self.at = self.start = (0, 0)

    def emit(self, command, *points):
        numbers = [round(v) for x, y in points for v in (x - self.at[0], self.at[1] - y)]
        self.text += command + "".join(f" {n}" if i and n >= 0 else str(n) for i, n in enumerate(numbers))
        self.at = points[-1]

    def _moveTo(self, point):
        self.emit("m", point)
        self.start = point

    def _lineTo(self, point):
        self.emit("l", point)

    def _qCurveToOne(self, control, point):
        # Implied points lie halfway between controls, hence on half units; rounding each keeps contours closed.
        self.emit("q", control, tuple(round(v) for v in point))

    def _curveToOne(self, first, second, point):
        self.emit("c", first, second, point)

    def _closePath(self):
        self.text += "z"
        self.at = self.start


def pair_kerning(font, left, right):
    """The horizontal adjustment of the first subtable of the feature `kern` that knows the pair."""
    gpos = font["GPOS"].table
    lookups = {i for record in gpos.FeatureList.FeatureRecord if record.FeatureTag == "kern" for i in record.Feature.LookupListIndex}
    for index in sorted(lookups):
        for table in gpos.LookupList.Lookup[index].SubTable:
            table = getattr(table, "ExtSubTable", table)
            if left not in table.Coverage.glyphs:
                continue
            if table.Format == 1:
                pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
                value = next((p.Value1 for p in pairs if p.SecondGlyph == right), None)
                if value is None:
                    continue
            else:
                first = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
                value = first.Class2Record[table.ClassDef2.classDefs.get(right, 0)].Value1
            return getattr(value, "XAdvance", 0) or 0
    return 0


for weight in ["Regular", "SemiBold"]:
    font = TTFont(Path(sys.argv[1]) / f"Inter-{weight}.woff2")
    names, glyphs, cmap = font["name"], font.getGlyphSet(), font.getBestCmap()
    outlines = {}
    for code in sorted({c for a, b in RANGES for c in range(a, b + 1)} | {ord(c) for c in EXTRA}):
        if code in cmap:
            pen = RelativePath(glyphs)
            glyphs[cmap[code]].draw(pen)
            outlines[chr(code)] = [glyphs[cmap[code]].width, pen.text]
    ascii = [chr(c) for c in range(0x20, 0x7F)]
    kerning = {a + b: pair_kerning(font, cmap[ord(a)], cmap[ord(b)]) for a in ascii for b in ascii}
    sheet = {
        "name": f"Inter {weight}, {names.getDebugName(5)}",
        "license": "OFL-1.1, " + names.getDebugName(0),
        "unitsPerEm": font["head"].unitsPerEm,
        "capHeight": font["OS/2"].sCapHeight,
        "kerning": {pair: value for pair, value in kerning.items() if abs(value) >= 16},
        "glyphs": outlines,
    }
    text = json.dumps(sheet, ensure_ascii=False, separators=(",", ":")).replace('],"', '],\n"')
    (Path(__file__).parent / f"inter-{weight.lower()}.glyphs").write_text(text + "\n", encoding="utf-8")
    print(weight, len(outlines), "glyphs,", len(sheet["kerning"]), "pairs,", len(text), "bytes")
