"""Trains models/fashion-vit.onnx: a vision transformer that tells garments apart wherever they lie in a picture.

Data: Fashion-MNIST (Debian's dataset-fashion-mnist), each garment of 28x28 put on a dark, slightly noisy ground of 42x42, its corner on a
multiple of 7. So what a map of the model should point at is known.

Needs python3-torch and python3-onnx. Usage: train_fashion_vit.py OUTPUT.onnx EPOCHS [PICTURES-FOLDER]
"""

import gzip
import math
import struct
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

DATA = "/usr/share/datasets/fashion-mnist/"
SIZE, PATCH, STEP = 42, 7, 7
WIDTH, DEPTH, HEADS, CLASSES = 48, 4, 4, 10
BATCH = 256


def read(kind):
    with gzip.open(f"{DATA}{kind}-images-idx3-ubyte.gz") as f:
        _, count, height, width = struct.unpack(">4i", f.read(16))
        images = torch.frombuffer(bytearray(f.read()), dtype=torch.uint8).view(count, height, width)
    with gzip.open(f"{DATA}{kind}-labels-idx1-ubyte.gz") as f:
        f.read(8)
        labels = torch.frombuffer(bytearray(f.read()), dtype=torch.uint8).long()
    return images, labels


def placed(images, generator):
    """Each garment somewhere on a ground of its own: pictures [N, 1, 42, 42] in 0..1, and the corners."""
    count = len(images)
    pictures = torch.rand((count, 1, SIZE, SIZE), generator=generator) * 0.15
    corners = torch.randint(0, (SIZE - 28) // STEP + 1, (count, 2), generator=generator) * STEP
    garments = images.float() / 255
    for i, (top, left) in enumerate(corners.tolist()):
        part = pictures[i, 0, top : top + 28, left : left + 28]
        torch.maximum(part, garments[i], out=part)
    return pictures, corners


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.proj = nn.Linear(WIDTH, WIDTH)

    def forward(self, x):
        rows, tokens, _ = x.shape
        q, k, v = self.qkv(x).reshape(rows, tokens, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (q @ k.transpose(-2, -1) * (WIDTH // HEADS) ** -0.5).softmax(dim=-1)
        return self.proj((weights @ v).transpose(1, 2).reshape(rows, tokens, WIDTH))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.attn = Attention()
        self.mlp = nn.Sequential(nn.Linear(WIDTH, 2 * WIDTH), nn.GELU(), nn.Linear(2 * WIDTH, WIDTH))

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class Vit(nn.Module):
    def __init__(self):
        super().__init__()
        self.patch = nn.Conv2d(1, WIDTH, PATCH, PATCH)
        self.cls = nn.Parameter(torch.zeros(1, 1, WIDTH))
        self.places = nn.Parameter(torch.randn(1, (SIZE // PATCH) ** 2 + 1, WIDTH) * 0.02)
        self.blocks = nn.Sequential(*(Block() for _ in range(DEPTH)))
        self.norm = nn.LayerNorm(WIDTH)
        self.head = nn.Linear(WIDTH, CLASSES)

    def forward(self, images):
        x = self.patch((images - 0.2) * 3).flatten(2).transpose(1, 2)
        x = torch.cat([self.cls.expand(x.shape[0], -1, -1), x], dim=1) + self.places
        return self.head(self.norm(self.blocks(x))[:, 0])


def accuracy(model, pictures, labels):
    model.eval()
    with torch.no_grad():
        right = sum((model(p).argmax(1) == y).sum().item() for p, y in zip(pictures.split(500), labels.split(500)))
    model.train()
    return right / len(labels)


def train(model, path, epochs, images, labels, test):
    generator = torch.Generator().manual_seed(1)
    steps = epochs * (len(images) // BATCH)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / 200, 0.5 + 0.5 * math.cos(math.pi * s / steps)))
    for epoch in range(epochs):
        start = time.time()
        for chosen in torch.randperm(len(images), generator=generator)[: len(images) // BATCH * BATCH].split(BATCH):
            garments = images[chosen]
            mirrored = torch.rand(len(chosen), generator=generator) < 0.5
            garments = torch.where(mirrored[:, None, None], garments.flip(2), garments)
            loss = F.cross_entropy(model(placed(garments, generator)[0]), labels[chosen], label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1)
            optimizer.step()
            schedule.step()
        print(f"epoch {epoch + 1}: test accuracy {accuracy(model, *test):.4f}, {time.time() - start:.0f} s", flush=True)
        export(model, path)
        model.train()


def export(model, path):
    model.eval()
    torch.onnx.export(
        model, torch.zeros(2, 1, SIZE, SIZE), path, opset_version=17, input_names=["image"], output_names=["logits"],
        dynamic_axes={"image": {0: "batch"}, "logits": {0: "batch"}},
    )  # fmt: skip


def main():
    torch.manual_seed(0)
    torch.set_num_threads(1)
    images, labels = read("t10k")
    pictures, corners = placed(images, torch.Generator().manual_seed(2))
    model = Vit()
    train(model, sys.argv[1], int(sys.argv[2]), *read("train"), (pictures, labels))
    print(f"accuracy on the 10,000 test garments: {accuracy(model, pictures, labels):.4f}")
    if len(sys.argv) > 3:
        save(sys.argv[3], pictures, corners, labels)


def save(folder, pictures, corners, labels):
    """The first test picture of each class, as grey PNG."""
    from PIL import Image

    for kind in range(CLASSES):
        i = (labels == kind).nonzero()[0].item()
        grey = (pictures[i, 0] * 255).round().byte().numpy()
        top, left = corners[i].tolist()
        Image.fromarray(grey).save(f"{folder}/garment-{kind}-at-{top}-{left}.png")


if __name__ == "__main__":
    main()
