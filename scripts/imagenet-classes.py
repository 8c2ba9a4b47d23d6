"""Writes src/model/zoo/imagenet-classes.ts from torchvision's names of ImageNet's classes.

/usr/bin/python3 scripts/imagenet-classes.py, where torchvision is installed; the names are the same in 0.13 and later.
"""

import json
import pathlib

from torchvision.models._meta import _IMAGENET_CATEGORIES as names

HEADER = """\
// Written by scripts/imagenet-classes.py; do not edit.
// The names are torchvision's (torchvision/models/_meta.py), Copyright (c) Soumith Chintala 2016, BSD-3-Clause; see NOTICE.

/** The 1,000 classes of ImageNet (ILSVRC-2012) by index, as torchvision names them; no two have one name. */
export const imagenetClasses: readonly string[] = [
"""

assert len(names) == len(set(names)) == 1000
lines = "".join(f"  {json.dumps(name)},\n" for name in names)
target = pathlib.Path(__file__).parent.parent / "src/model/zoo/imagenet-classes.ts"
target.write_text(HEADER + lines + "];\n")
