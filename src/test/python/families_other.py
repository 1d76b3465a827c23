"""Networks of other data, unlike those of the usual list: what a user may bring."""

import math

import torch
import torch.nn.functional as F
from torch import nn

from fixture import family, normal, tokens

CLASSES = 4


@family("pointnet", "fixed@11 dynamic@13 unfolded@16", x=(3, 24), taps=("shared",), dynamic={"x": {2: "points"}, "shared": {2: "points"}})
def pointnet():
    """A learned 3x3 alignment, a network shared by all points, the maximum over points."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.align = nn.Sequential(nn.Conv1d(3, 8, 1), nn.BatchNorm1d(8), nn.ReLU())
            self.matrix = nn.Linear(8, 9)
            self.shared = nn.Sequential(nn.Conv1d(3, 8, 1), nn.BatchNorm1d(8), nn.ReLU(), nn.Conv1d(8, 16, 1), nn.BatchNorm1d(16), nn.ReLU())
            self.head = nn.Sequential(nn.Linear(16, 12), nn.BatchNorm1d(12), nn.ReLU(), nn.Linear(12, CLASSES))

        def forward(self, x):
            matrix = self.matrix(torch.max(self.align(x), 2)[0]).view(-1, 3, 3) + torch.eye(3, dtype=x.dtype)
            x = torch.bmm(x.transpose(2, 1), matrix).transpose(2, 1)
            return self.head(torch.max(self.shared(x), 2, keepdim=True)[0].view(-1, 16))

    return Net()


@family("wavenet", "fixed@9 dynamic@12", x=(2, 32), taps=("stem",), parameters=("filters.2.weight",), hvp="x")
def wavenet():
    """Causal dilated convolutions, tanh times sigmoid, residual and skip sums."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.stem = nn.Conv1d(2, 6, 1)
            self.filters = nn.ModuleList(nn.Conv1d(6, 12, 2, dilation=2**i) for i in range(4))
            self.residual = nn.ModuleList(nn.Conv1d(6, 6, 1) for _ in range(4))
            self.skip = nn.ModuleList(nn.Conv1d(6, 8, 1) for _ in range(4))
            self.head = nn.Conv1d(8, CLASSES, 1)

        def forward(self, x):
            x, total = self.stem(x), 0
            for i in range(4):
                f, g = self.filters[i](F.pad(x, (2**i, 0))).chunk(2, 1)
                z = torch.tanh(f) * torch.sigmoid(g)
                x, total = x + self.residual[i](z), total + self.skip[i](z)
            return self.head(torch.tanh(total))

    return Net()


@family("graph-conv", "fixed@11 dynamic@14", inputs={"nodes": normal(7, 5), "adjacency": lambda rows: torch.rand(rows, 7, 7)}, rows=3)
def graph_conv():
    """Two graph convolutions with D^-1/2 (A + I) D^-1/2, one graph attention; both inputs carry a gradient."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.w1, self.w2, self.left, self.right = nn.Linear(5, 8), nn.Linear(8, 8), nn.Linear(8, 1), nn.Linear(8, 1)
            self.fc = nn.Linear(16, CLASSES)

        def forward(self, nodes, adjacency):
            a = adjacency + torch.eye(7, dtype=nodes.dtype)
            d = a.sum(-1).pow(-0.5)
            a = d.unsqueeze(-1) * a * d.unsqueeze(-2)
            h = F.elu(a @ self.w1(nodes))
            h = F.leaky_relu(torch.matmul(a, self.w2(h)), 0.2)
            e = F.leaky_relu(self.left(h) + self.right(h).transpose(1, 2), 0.2)
            h = torch.softmax(torch.where(adjacency > 0.3, e, torch.full_like(e, -9e3)), -1) @ h
            return self.fc(torch.cat([h.mean(1), h.max(1).values], -1))

    return Net()


@family("indexing", "fixed@11 dynamic@13", x=(6, 10), rows=3)
def indexing():
    """where, clamp, gather, scatter, topk, index_select, cumsum, strided and reversed slices, minimum and maximum."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b, self.fc = nn.Linear(10, 10), nn.Linear(10, 10), nn.Linear(21, CLASSES)
            self.register_buffer("order", torch.tensor([4, 1, 1, 5]))
            self.register_buffer("places", torch.tensor([9, 3, 0, 7, 5]))

        def forward(self, x):
            x = torch.where(x > 0.1, self.a(x), torch.clamp(self.b(x), -0.8, 0.9)) + 0.1 * x
            best, at = torch.topk(x, 5, dim=2)
            picked = torch.gather(torch.tanh(x.flip(2)), 2, at)
            places = self.places.expand(x.size(0), 6, 5)
            spread = torch.zeros_like(x).scatter(2, places, best * picked)
            spread = spread.scatter_add(2, places.flip(2), picked.abs())
            rows = torch.index_select(torch.cumsum(spread, 1), 1, self.order)
            even, odd = rows[:, :, ::2], rows[:, :, 1::2]
            low = torch.minimum(even, odd).masked_fill(odd < -1.5, 0.25).sum(1)
            high = torch.maximum(even, odd)[:, -1]
            split = torch.split(x.square().mean(1), [3, 7], 1)
            tail = torch.stack([split[0].sum(1), split[1].prod(1), x[:, 2, -1], x[:, -1, 3:8].std(1)], 1)
            return self.fc(torch.cat([low, high, split[1], tail], 1))

    return Net()


@family("old-indexing", "fixed@9 dynamic@10", x=(4, 6), rows=3)
def old_indexing():
    """TopK, Scatter, Slice, Pad, Squeeze, Split and Softmax as they were in opsets 9 and 10."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner, self.fc = nn.Linear(6, 6), nn.Linear(9, CLASSES)
            self.register_buffer("places", torch.tensor([5, 0, 2]))

        def forward(self, x):
            x = torch.softmax(self.inner(x), 1) * x
            best, _ = torch.topk(x, 3, dim=2)
            spread = torch.ones_like(x).scatter(2, self.places.expand_as(best), best.clamp(-1, 1))
            padded = F.pad(spread, (1, 2), value=0.3)[:, 1:, 2:7]
            a, b = padded.split([1, 2], 1)
            return self.fc(torch.cat([a.squeeze(1), b.sum(1)[:, 1:]], 1))

    return Net()


@family("activations", "fixed@12 dynamic@14", x=(17, 6), rows=3)
def activations():
    """One row of the input for each activation that has an ONNX operator or a spelling of its own."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.kinds = nn.ModuleList(
                [nn.ELU(0.7), nn.SELU(), nn.CELU(1.3), nn.PReLU(), nn.LeakyReLU(0.1), nn.Softplus(), nn.Softsign(), nn.Mish(), nn.Hardswish()]
                + [nn.Hardsigmoid(), nn.GELU(), nn.LogSigmoid(), nn.Hardtanh(-0.6, 0.8), nn.SiLU(), nn.ReLU6(), nn.Tanhshrink(), nn.Softshrink(0.2)]
            )
            self.inner, self.fc = nn.Linear(6, 6), nn.Linear(17 * 6, CLASSES)

        def forward(self, x):
            x = 2 * self.inner(x)
            return self.fc(torch.cat([kind(row.squeeze(1)) for kind, row in zip(self.kinds, x.split(1, 1))], 1))

    return Net()


@family("functions", "fixed@9 dynamic@13", x=(12, 6), rows=3)
def functions():
    """Elementary functions and reductions: exp, log, sqrt, powers, sin, cos, erf, atan, logsumexp, prod, norms, min, max, remainder."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner, self.fc = nn.Linear(6, 6), nn.Linear(16, CLASSES)

        def forward(self, x):
            x = 0.5 * self.inner(x)
            r = x.unbind(1)
            positive = r[2].abs() + 0.5
            rows = [torch.exp(r[0]), torch.log(positive), torch.sqrt(r[1] * r[1] + 0.1), r[3].pow(3), positive.pow(r[4]), torch.sin(r[5]) * torch.cos(r[6])]
            rows += [torch.erf(r[7]), torch.atan(r[8]), r[9].reciprocal().clamp(-2, 2), torch.tan(0.5 * torch.tanh(r[10])), torch.asin(0.9 * torch.sin(r[11]))]
            rows += [torch.floor(r[0] * 3) * r[1], torch.sign(r[2]) * r[3], torch.neg(r[4])]
            y = torch.stack(rows, 1)
            folded = [y.logsumexp(1), y.norm(p=1, dim=1), y.norm(p=2, dim=1), y.amin(1), y.amax(1), y[:, :3].prod(1), y.mean(1), (y * y).sum(1).log()]
            z = torch.stack(folded, 1)
            return self.fc(torch.cat([z.mean(2), z.amax(2)], 1))

    return Net()


@family("tabular", "fixed@12 dynamic@14 unfolded@15", inputs={"numbers": normal(6), "categories": lambda rows: torch.stack([torch.randint(0, n, (rows,)) for n in (4, 7, 3)], 1)}, taps=("joined",), rows=3, parameters=("tables.1.weight", "cross.0"))
def tabular():
    """Numbers and categories, two cross layers beside a deep net."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.tables = nn.ModuleList(nn.Embedding(n, 3) for n in (4, 7, 3))
            self.scale, self.joined = nn.BatchNorm1d(6), nn.Identity()
            self.cross = nn.ParameterList(nn.Parameter(torch.empty(15, 1)) for _ in range(2))
            self.deep = nn.Sequential(nn.Linear(15, 10), nn.ReLU(), nn.BatchNorm1d(10), nn.Linear(10, 6), nn.Sigmoid())
            self.fc = nn.Linear(21, CLASSES)

        def forward(self, numbers, categories):
            embedded = [table(categories[:, i]) for i, table in enumerate(self.tables)]
            x0 = self.joined(torch.cat([self.scale(numbers), *embedded], 1))
            x = x0
            for w in self.cross:
                x = x0 * (x @ w) + x
            return self.fc(torch.cat([x, self.deep(x0)], 1))

    return Net()


@torch.jit.script
def settle(x, w, steps: int):
    for _ in range(steps):
        x = x + 0.5 * torch.tanh(torch.matmul(x, w))
    return x


@family("loop", "fixed@11 dynamic@13", x=(6,), rows=3)
def loop():
    """A scripted loop with a constant trip count: an ONNX Loop."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.w, self.fc = nn.Parameter(torch.empty(6, 6)), nn.Linear(6, CLASSES)

        def forward(self, x):
            return self.fc(settle(x, self.w, 3))

    return Net()


@family("linear-attention", "fixed@16 dynamic@14", x=(10, 8), dynamic={"x": {1: "time"}, "output": {1: "time"}}, axis=2)
def linear_attention():
    """RMS norm, rotary positions, causal linear attention, gated units: a language model's block without softmax."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.scale = nn.Parameter(torch.empty(8))
            self.q, self.k, self.v, self.gate, self.up, self.down, self.head = (nn.Linear(8, n, bias=False) for n in (8, 8, 8, 12, 12, 8, CLASSES))
            self.down = nn.Linear(12, 8)
            self.register_buffer("frequency", 10000.0 ** (-torch.arange(4) / 4))

        def rotate(self, x):
            angle = torch.arange(x.size(1)).to(x.dtype).unsqueeze(1) * self.frequency
            cos, sin = torch.cat([angle.cos()] * 2, -1), torch.cat([angle.sin()] * 2, -1)
            a, b = x[..., :4], x[..., 4:]
            return x * cos + torch.cat((-b, a), -1) * sin

        def forward(self, x):
            h = x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * (1 + self.scale)
            q, k = self.rotate(F.elu(self.q(h)) + 1), self.rotate(F.elu(self.k(h)) + 1)
            weights = torch.matmul(q, k.transpose(1, 2)) / math.sqrt(8)
            x = x + torch.matmul(torch.tril(weights), self.v(h))
            return self.head(x + self.down(F.silu(self.gate(x)) * self.up(x)))

    return Net()


@family("reused-symbol", "fixed@11 dynamic@13", x=(3, 9), rows=2, dynamic={"x": {0: "dynamic", 2: "dynamic"}, "output": {0: "dynamic"}})
def reused_symbol():
    """An export that calls two different axes by one name."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv, self.fc = nn.Conv1d(3, 6, 3, padding=1), nn.Linear(6, CLASSES)

        def forward(self, x):
            y = torch.sigmoid(self.conv(x))
            return self.fc((y * y.size(-1)).mean(-1).view(y.size(0), -1))

    return Net()


@family("memory", "fixed@14 dynamic@15", inputs={"x": normal(5, 6), "ids": tokens(4, 12)}, taps=("read",), rows=2)
def memory():
    """Advanced indexing into a memory, one-hot addressing, a triangular mask, repeat and tile."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.slots, self.read, self.fc = nn.Parameter(torch.empty(12, 6)), nn.Linear(6, 6), nn.Linear(6, CLASSES)

        def forward(self, x, ids):
            slots = self.slots[ids]
            hot = F.one_hot(ids, 12).to(x.dtype) @ self.slots
            read = self.read(torch.cat([x, (slots * hot)], 1))
            both = read.repeat(1, 2, 1) * torch.arange(1, 19).to(x.dtype).unsqueeze(1) / 18
            own = torch.triu(both @ both.transpose(1, 2) / 6)
            return self.fc(torch.tanh(own @ both).sum(1) / 18)

    return Net()
