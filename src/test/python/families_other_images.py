"""Image networks unlike those of the usual list: what a user may bring."""

import torch
import torch.nn.functional as F
from torch import nn

from fixture import family, normal

CLASSES = 4


@family("alexnet-lrn", "fixed@10 dynamic@13", x=(3, 31, 31), taps=("features.2",), parameters=("features.4.weight",))
def alexnet_lrn():
    class AlexNet(nn.Module):
        def __init__(self):
            super().__init__()
            self.features = nn.Sequential(
                nn.Conv2d(3, 12, 7, 2, 2), nn.ReLU(), nn.LocalResponseNorm(5, alpha=0.02, beta=0.75, k=2.0), nn.MaxPool2d(3, 2),
                nn.Conv2d(12, 16, 3, padding=1, groups=2), nn.ReLU(), nn.LocalResponseNorm(3, alpha=0.05), nn.MaxPool2d(2),
            )  # fmt: skip
            self.classifier = nn.Sequential(nn.Dropout(), nn.Linear(144, 16), nn.ReLU(), nn.Linear(16, CLASSES), nn.LogSoftmax(1))

        def forward(self, x):
            return self.classifier(torch.flatten(self.features(x), 1))

    return AlexNet()


@family("se-einsum", "fixed@12 dynamic@14 unfolded@13", x=(3, 16, 16))
def se_einsum():
    """Squeeze and excitation, then attention over pixels in Einstein notation."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.stem = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.SiLU())
            self.squeeze, self.excite = nn.Linear(8, 4), nn.Linear(4, 8)
            self.qkv = nn.Conv2d(8, 24, 1)
            self.fc = nn.Linear(8, CLASSES)

        def forward(self, x):
            x = self.stem(x)
            gate = torch.sigmoid(self.excite(F.relu(self.squeeze(x.mean((2, 3))))))
            x = torch.einsum("nchw,nc->nchw", x, gate)
            q, k, v = self.qkv(x).flatten(2).view(x.size(0), 3, 2, 4, 64).unbind(1)
            weights = torch.softmax(torch.einsum("nhci,nhcj->nhij", q, k) / 2, -1)
            mixed = torch.einsum("nhij,nhcj->nhci", weights, v).flatten(1, 2)
            return self.fc(torch.einsum("nci->nc", mixed) / 64 + x.amax((2, 3)))

    return Net()


@family("super-resolution", "fixed@11 dynamic@13", x=(1, 8, 8), taps=("body",), dynamic={"x": {2: "height", 3: "width"}, "output": {2: "tall", 3: "wide"}, "body": {2: "height", 3: "width"}})
def super_resolution():
    """PixelShuffle plus the picture scaled bicubically."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = nn.Sequential(nn.Conv2d(1, 8, 5, padding=2), nn.Tanh(), nn.Conv2d(8, 6, 3, padding=1), nn.PReLU(6))
            self.up = nn.Sequential(nn.Conv2d(6, 8, 3, padding=1), nn.PixelShuffle(2))

        def forward(self, x):
            return self.up(self.body(x)) + F.interpolate(x, scale_factor=2, mode="bicubic", align_corners=False)

    return Net()


@family("group-norm", "fixed@9 dynamic@13", x=(3, 16, 16), parameters=("n2.weight", "n2.bias"))
def group_norm():
    """GroupNorm, affine and plain InstanceNorm, weight-standardised convolution, an L2-normalised head."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.c1, self.n1 = nn.Conv2d(3, 8, 3, padding=1), nn.GroupNorm(4, 8)
            self.c2, self.n2 = nn.Conv2d(8, 8, 3, 2, 1), nn.InstanceNorm2d(8, affine=True)
            self.c3, self.n3 = nn.Conv2d(8, 8, 3, 2, 1), nn.InstanceNorm2d(8)
            self.head = nn.Parameter(torch.empty(CLASSES, 8))

        def forward(self, x):
            x = F.silu(self.n1(self.c1(x)))
            x = F.relu(self.n2(self.c2(x)))
            w = self.c3.weight
            w = (w - w.mean((1, 2, 3), keepdim=True)) / (w.var((1, 2, 3), keepdim=True, unbiased=False) + 1e-5).sqrt()
            x = torch.tanh(self.n3(F.conv2d(x, w / 8, self.c3.bias, 2, 1)) + 0.1 * F.avg_pool2d(x, 3, 2, 1, count_include_pad=False))
            return F.linear(F.normalize(x.amax((2, 3)), dim=1), F.normalize(self.head, dim=1))

    return Net()


@family("padding", "fixed@11 dynamic@12", x=(2, 9, 9))
def padding():
    """Reflected, replicated and asymmetric padding, roll, unfold, same-size even kernels."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.c1, self.c2 = nn.Conv2d(2, 6, 4), nn.Conv2d(6, 6, (2, 3), stride=(1, 2), padding=(1, 0))
            self.patch = nn.Linear(24, 6)
            self.fc = nn.Linear(6, CLASSES)

        def forward(self, x):
            x = torch.tanh(self.c1(F.pad(x, (1, 2, 2, 1), mode="reflect")))
            x = F.relu(self.c2(F.pad(torch.roll(x, (2, -3), (2, 3)), (2, 0, 0, 1), mode="replicate")))
            x = F.unfold(x, 2, stride=2).transpose(1, 2)
            return self.fc(F.gelu(self.patch(x)).mean(1))

    return Net()


@family("spatial-transformer", "fixed@16 dynamic@17", x=(2, 10, 10))
def spatial_transformer():
    """A localisation net moves the sampling grid; GridSample."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.where, self.angle = nn.Conv2d(2, 4, 5, 3), nn.Linear(16, 6)
            self.look, self.fc = nn.Conv2d(2, 6, 3), nn.Linear(6, CLASSES)
            steps = torch.linspace(-0.9, 0.9, 8)
            y, x = torch.meshgrid(steps, steps, indexing="ij")
            self.register_buffer("grid", torch.stack([x, y, torch.ones_like(x)], -1).view(1, 64, 3))
            self.register_buffer("still", torch.eye(2, 3))

        def forward(self, x):
            theta = 0.2 * self.angle(torch.tanh(self.where(x)).flatten(1)).view(-1, 2, 3) + self.still
            grid = torch.matmul(self.grid, theta.transpose(1, 2)).view(-1, 8, 8, 2)
            seen = F.grid_sample(x, grid, align_corners=False) + 0.5 * F.grid_sample(x, grid * 0.5, align_corners=True, padding_mode="border")
            return self.fc(torch.tanh(self.look(seen)).mean((2, 3)))

    return Net()


@family("generator", "fixed@12 dynamic@9 unfolded@13", x=(6,), taps=("project",))
def generator():
    """A DCGAN generator: transposed convolutions with strides, output padding and groups."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.project = nn.Linear(6, 8 * 4)
            self.up = nn.Sequential(
                nn.BatchNorm2d(8), nn.ReLU(), nn.ConvTranspose2d(8, 8, 4, 2, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU(),
                nn.ConvTranspose2d(8, 6, 3, 2, 1, output_padding=1, groups=2), nn.LeakyReLU(0.2), nn.ConvTranspose2d(6, 3, 3, 1, 2, dilation=2), nn.Tanh(),
            )  # fmt: skip

        def forward(self, x):
            return self.up(self.project(x).view(-1, 8, 2, 2))

    return Net()


@family("fake-quantised", "fixed@13 dynamic@14", x=(3, 12, 12))
def fake_quantised():
    """Quantisation-aware training: QuantizeLinear and DequantizeLinear, whose derivative is taken to be that of a clip."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv, self.fc = nn.Conv2d(3, 6, 3, 2), nn.Linear(6, CLASSES)

        def forward(self, x):
            x = torch.fake_quantize_per_tensor_affine(x, 0.05, 3, -128, 127)
            x = F.relu(self.conv(x))
            x = torch.fake_quantize_per_tensor_affine(x, 0.02, 10, 0, 255)
            return self.fc(x.mean((2, 3)))

    return Net()


@family("siamese", "fixed@12 dynamic@11", inputs={"left": normal(1, 12, 12), "right": normal(1, 12, 12)})
def siamese():
    """One network, two pictures: shared weights, a distance and a bilinear form."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.trunk = nn.Sequential(nn.Conv2d(1, 6, 3, 2, 1), nn.Tanh(), nn.Conv2d(6, 6, 3, 2, 1), nn.Flatten(), nn.Linear(54, 8))
            self.form, self.fc = nn.Bilinear(8, 8, 3), nn.Linear(4, CLASSES)

        def forward(self, left, right):
            a, b = self.trunk(left), self.trunk(right)
            near = F.cosine_similarity(a, b).unsqueeze(1)
            return self.fc(torch.cat([near * torch.cdist(a.unsqueeze(1), b.unsqueeze(1)).squeeze(1), (a @ self.form.weight[0] * b)[:, :3]], 1))

    return Net()
