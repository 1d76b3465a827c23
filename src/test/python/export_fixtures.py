#!/usr/bin/python3
"""Writes small exported networks and float64 derivatives for the tests of the gradient rules.

Needs PyTorch 1.13, torchvision 0.14 and onnx 1.12 (Debian 12: python3-torch python3-torchvision python3-onnx).

    /usr/bin/python3 src/test/python/export_fixtures.py            every family, into src/test/resources/exports
    /usr/bin/python3 src/test/python/export_fixtures.py swin gpt   only those

The same versions write the same bytes: all numbers come from seeds made of the family's name. What a file holds is
said in fixture.py; the networks are in the files families_*.py.
"""

import sys
import time
from pathlib import Path

import families_other  # noqa: F401  (importing registers the families)
import families_other_images  # noqa: F401
import families_sequence  # noqa: F401
import families_vision  # noqa: F401
import fixture
import fixture_files

DIRECTORY = Path(__file__).resolve().parent.parent / "resources" / "exports"


def main(names):
    fixture_files.quiet()
    DIRECTORY.mkdir(parents=True, exist_ok=True)
    total = 0
    for family in [f for f in fixture.FAMILIES if not names or f.name in names]:
        start = time.time()
        models, reference, error = fixture_files.write(family, DIRECTORY)
        total += models + reference
        print(f"{family.name:24} models {models:8} json {reference:8} float32 {error:.1e}  {time.time() - start:.1f} s", flush=True)
    if not names:
        index = "\n".join(sorted(f.name for f in fixture.FAMILIES)) + "\n"
        (DIRECTORY / "families.txt").write_text(index)
    print(f"{total} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
