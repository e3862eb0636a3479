"""A model of CatBoost as the bytes that convert/block/tree reads."""
import json
import struct
import tempfile
from typing import Any

import numpy as np

UNIT = 1024  # of a logit, as in tree.Unit


def forest(model: Any, n_classes: int, features: int) -> bytes:
    """The bytes that tree.Decode reads."""
    with tempfile.NamedTemporaryFile(suffix=".json") as f:
        model.save_model(f.name, format="json")
        trees = json.load(f)
    scale, bias = trees["scale_and_bias"]
    clip = lambda v: max(-32768, min(32767, int(v)))
    out = struct.pack("<HHH", n_classes, features, len(trees["oblivious_trees"]))
    out += b"".join(struct.pack("<i", round(b * UNIT)) for b in (list(bias) + [0] * n_classes)[:n_classes])
    for t in trees["oblivious_trees"]:
        splits, leaves = t.get("splits") or [], t["leaf_values"]
        out += struct.pack("<H", len(splits))
        out += b"".join(struct.pack("<Hh", s["float_feature_index"], clip(np.floor(s["border"]))) for s in splits)
        out += b"".join(struct.pack("<h", clip(round(v * scale * UNIT))) for c in range(n_classes) for v in leaves[c::n_classes])
    return out
