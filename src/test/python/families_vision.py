"""Image networks of everyday use, a few channels wide. Where torchvision has the blocks, they are torchvision's."""

from functools import partial

import torch
import torch.nn.functional as F
import torchvision.models as tv
from torch import nn
from torchvision.models.convnext import CNBlockConfig, ConvNeXt
from torchvision.models.densenet import DenseNet
from torchvision.models.efficientnet import EfficientNet, FusedMBConvConfig, MBConvConfig
from torchvision.models.googlenet import BasicConv2d, Inception
from torchvision.models.mobilenetv3 import InvertedResidualConfig, MobileNetV3
from torchvision.models.resnet import BasicBlock, Bottleneck
from torchvision.models.shufflenetv2 import ShuffleNetV2
from torchvision.models.squeezenet import Fire
from torchvision.models.swin_transformer import PatchMergingV2, SwinTransformer, SwinTransformerBlockV2
from torchvision.models.vgg import make_layers
from torchvision.ops.misc import Conv2dNormActivation

from fixture import family

CLASSES = 5


class ResNet(nn.Module):
    def __init__(self, block, planes, **options):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 7, 2, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1))
        width = 8
        for i, plane in enumerate(planes):
            stride = 1 if i == 0 else 2
            out = plane * block.expansion
            shortcut = nn.Sequential(nn.Conv2d(width, out, 1, stride, bias=False), nn.BatchNorm2d(out)) if stride > 1 or width != out else None
            setattr(self, f"layer{i + 1}", nn.Sequential(block(width, plane, stride, shortcut, **options)))
            width = out
        self.stages = len(planes)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(width, CLASSES)

    def forward(self, x):
        x = self.stem(x)
        for i in range(self.stages):
            x = getattr(self, f"layer{i + 1}")(x)
        return self.fc(torch.flatten(self.avgpool(x), 1))


@family("resnet-basic", "fixed@9 dynamic@13 unfolded@17", x=(3, 32, 32), taps=("layer1", "layer3"), parameters=("fc.weight", "layer2.0.bn1.weight", "stem.0.weight", "layer1.0.conv1.weight"))
def resnet_basic():
    return ResNet(BasicBlock, (8, 12, 16))


@family("resnet-bottleneck", "fixed@11 dynamic@14 unfolded@12", x=(3, 32, 32), taps=("layer2",), parameters=("layer2.0.conv2.weight", "fc.bias"))
def resnet_bottleneck():
    return ResNet(Bottleneck, (4, 6), groups=2, base_width=64)


@family("mobilenet-v2", "fixed@11 dynamic@12 unfolded@9", x=(3, 32, 32))
def mobilenet_v2():
    net = tv.MobileNetV2(CLASSES, 1.0, [[1, 8, 1, 1], [3, 8, 2, 2], [3, 16, 1, 2]], round_nearest=4)
    net.features[0] = Conv2dNormActivation(3, 32, stride=2, activation_layer=nn.ReLU6)
    net.features[-1] = Conv2dNormActivation(16, 32, kernel_size=1, activation_layer=nn.ReLU6)
    net.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(32, CLASSES))
    return net


@family("mobilenet-v3", "fixed@9 dynamic@14 unfolded@13", x=(3, 32, 32), taps=("features.3",), parameters=("features.2.block.2.fc1.weight",))
def mobilenet_v3():
    block = partial(InvertedResidualConfig, width_mult=1.0)
    blocks = [block(16, 3, 16, 8, True, "RE", 2, 1), block(8, 3, 24, 8, True, "HS", 1, 1), block(8, 5, 24, 16, False, "HS", 2, 1)]
    return MobileNetV3(blocks, last_channel=32, num_classes=CLASSES)


@family("squeezenet", "fixed@12 dynamic@11 legacy@9", x=(3, 32, 32), taps=("features.4",), parameters=("features.3.squeeze.weight", "features.3.expand3x3.bias"))
def squeezenet():
    class SqueezeNet(nn.Module):
        def __init__(self):
            super().__init__()
            pool = partial(nn.MaxPool2d, kernel_size=3, stride=2, ceil_mode=True)
            self.features = nn.Sequential(nn.Conv2d(3, 12, 3, 2), nn.ReLU(inplace=True), pool(), Fire(12, 4, 8, 8), Fire(16, 4, 12, 12), pool(), Fire(24, 6, 12, 12))
            self.classifier = nn.Sequential(nn.Dropout(0.5), nn.Conv2d(24, CLASSES, 1), nn.LeakyReLU(0.3), nn.AdaptiveAvgPool2d((1, 1)))

        def forward(self, x):
            return torch.flatten(self.classifier(self.features(x)), 1)

    return SqueezeNet()


@family("densenet", "fixed@13 dynamic@9 unfolded@17", x=(3, 32, 32), taps=("features.transition1",), parameters=("features.denseblock1.denselayer2.norm1.weight", "features.norm5.bias"))
def densenet():
    return DenseNet(growth_rate=4, block_config=(2, 2, 1), num_init_features=8, bn_size=2, num_classes=CLASSES)


@family("vgg-bn", "fixed@12 dynamic@17 unfolded@11", x=(3, 32, 32), taps=("features.12",), parameters=("classifier.0.weight", "features.7.weight"))
def vgg_bn():
    class Vgg(nn.Module):
        def __init__(self):
            super().__init__()
            self.features = make_layers([8, "M", 12, 16, "M", 16, "M"], batch_norm=True)
            self.avgpool = nn.AdaptiveAvgPool2d((2, 2))
            self.classifier = nn.Sequential(nn.Linear(64, 24), nn.ReLU(True), nn.Dropout(), nn.Linear(24, CLASSES))

        def forward(self, x):
            return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))

    return Vgg()


@family("shufflenet-v2", "fixed@9 dynamic@11 unfolded@16", x=(3, 40, 40), taps=("stage3",))
def shufflenet_v2():
    return ShuffleNetV2([2, 2, 1], [24, 8, 16, 24, 32], num_classes=CLASSES)


@family("efficientnet", "fixed@13 dynamic@16 unfolded@14", x=(3, 32, 32), taps=("features.2",), parameters=("features.2.0.block.2.fc2.bias",))
def efficientnet():
    blocks = [FusedMBConvConfig(2, 3, 1, 8, 8, 1), MBConvConfig(3, 3, 2, 8, 16, 2), MBConvConfig(2, 5, 2, 16, 16, 1)]
    return EfficientNet(blocks, dropout=0.2, num_classes=CLASSES, last_channel=32)


@family("googlenet", "fixed@9 dynamic@11 unfolded@13", x=(3, 32, 32), taps=("mixed1", "mixed2"))
def googlenet():
    class Factorised(nn.Module):
        """Inception v3's 1x7 and 7x1 convolutions, with its average-pool branch."""

        def __init__(self, channels):
            super().__init__()
            self.narrow = BasicConv2d(channels, 6, kernel_size=1)
            self.wide = BasicConv2d(6, 6, kernel_size=(1, 7), padding=(0, 3))
            self.tall = BasicConv2d(6, 8, kernel_size=(7, 1), padding=(3, 0))
            self.pool = BasicConv2d(channels, 8, kernel_size=1)

        def forward(self, x):
            averaged = F.avg_pool2d(x, kernel_size=3, stride=1, padding=1)
            return torch.cat([self.tall(self.wide(self.narrow(x))), self.pool(averaged)], 1)

    class GoogLeNet(nn.Module):
        def __init__(self):
            super().__init__()
            self.stem = BasicConv2d(3, 12, kernel_size=7, stride=2, padding=3)
            self.pool = nn.MaxPool2d(3, stride=2, ceil_mode=True)
            self.mixed1 = Inception(12, 6, 4, 8, 3, 6, 4)
            self.mixed2 = Factorised(24)
            self.fc = nn.Linear(16, CLASSES)

        def forward(self, x):
            red = torch.unsqueeze(x[:, 0], 1) * (0.229 / 0.5) + (0.485 - 0.5) / 0.5
            green = torch.unsqueeze(x[:, 1], 1) * (0.224 / 0.5) + (0.456 - 0.5) / 0.5
            blue = torch.unsqueeze(x[:, 2], 1) * (0.225 / 0.5) + (0.406 - 0.5) / 0.5
            x = self.pool(self.stem(torch.cat((red, green, blue), 1)))
            x = self.mixed2(self.pool(self.mixed1(x)))
            return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, (1, 1)), 1))

    return GoogLeNet()


@family("convnext", "fixed@11 dynamic@17 unfolded@13", x=(3, 32, 32), taps=("features.1",), parameters=("features.1.0.layer_scale", "classifier.2.weight", "features.1.0.block.0.weight"))
def convnext():
    return ConvNeXt([CNBlockConfig(8, 16, 1), CNBlockConfig(16, None, 1)], num_classes=CLASSES)


@family("vit", "fixed@11 dynamic@14 unfolded@17", x=(3, 24, 24), taps=("encoder.layers.encoder_layer_0",), parameters=("encoder.ln.weight", "encoder.layers.encoder_layer_1.mlp.0.weight", "class_token"), hvp="x")
def vit():
    return tv.VisionTransformer(24, 8, num_layers=2, num_heads=2, hidden_dim=16, mlp_dim=32, num_classes=CLASSES)


@family("swin", "fixed@13 dynamic@16 unfolded@17", x=(3, 32, 32), taps=("features.1",), parameters=("features.1.1.attn.relative_position_bias_table",))
def swin():
    return SwinTransformer([2, 2], 8, [2, 1], [2, 2], [4, 4], num_classes=CLASSES)


@family("swin-v2", "fixed@14 dynamic@13", x=(3, 32, 32))
def swin_v2():
    net = SwinTransformer([2, 2], 8, [2, 1], [2, 2], [4, 4], num_classes=CLASSES, block=SwinTransformerBlockV2, downsample_layer=PatchMergingV2)
    for name, module in net.named_modules():
        if name.endswith("attn.qkv"):
            module.bias = None  # written in place otherwise, which the exporter does not know
    return net


@family("mlp-mixer", "fixed@9 dynamic@12 unfolded@17", x=(3, 24, 24), taps=("blocks.0",), parameters=("blocks.0.tokens.0.weight", "norm.bias"), hvp="x")
def mlp_mixer():
    class Block(nn.Module):
        def __init__(self, patches, width):
            super().__init__()
            self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
            self.tokens = nn.Sequential(nn.Linear(patches, 12), nn.GELU(), nn.Linear(12, patches))
            self.channels = nn.Sequential(nn.Linear(width, 24), nn.GELU(), nn.Linear(24, width))

        def forward(self, x):
            x = x + self.tokens(self.norm1(x).transpose(1, 2)).transpose(1, 2)
            return x + self.channels(self.norm2(x))

    class Mixer(nn.Module):
        def __init__(self):
            super().__init__()
            self.patch = nn.Conv2d(3, 12, 8, 8)
            self.blocks = nn.Sequential(Block(9, 12), Block(9, 12))
            self.norm = nn.LayerNorm(12)
            self.head = nn.Linear(12, CLASSES)

        def forward(self, x):
            return self.head(self.norm(self.blocks(self.patch(x).flatten(2).transpose(1, 2))).mean(dim=1))

    return Mixer()


class DoubleConv(nn.Sequential):
    def __init__(self, inputs, outputs):
        super().__init__(nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU(), nn.Conv2d(outputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU())


class UNet(nn.Module):
    """Three levels; `up` doubles the picture on the way back."""

    def __init__(self, up1, up2, joined2):
        super().__init__()
        self.down1, self.down2, self.bottom = DoubleConv(3, 6), DoubleConv(6, 10), DoubleConv(10, 12)
        self.up2, self.up1 = up2, up1
        self.join2, self.join1 = DoubleConv(joined2 + 10, 8), DoubleConv(8 + 6, 6)
        self.classify = nn.Conv2d(6, 3, 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(F.max_pool2d(a, 2))
        c = self.bottom(F.max_pool2d(b, 2))
        b = self.join2(torch.cat([self.up2(c), b], 1))
        return self.classify(self.join1(torch.cat([self.up1(b), a], 1)))


@family("unet", "fixed@11 dynamic@13 unfolded@16", x=(3, 16, 16), taps=("bottom",), parameters=("up2.weight", "classify.bias"))
def unet():
    return UNet(nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False), nn.ConvTranspose2d(12, 8, 2, 2), 8)


@family("unet-aligned", "fixed@12 dynamic@14", x=(3, 16, 16), dynamic={"x": {2: "height", 3: "width"}, "output": {2: "height", 3: "width"}})
def unet_aligned():
    return UNet(nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True), nn.ConvTranspose2d(12, 4, 3, 2, 1, output_padding=1), 4)


@family("unet-nearest", "fixed@9 dynamic@10", x=(3, 16, 16))
def unet_nearest():
    return UNet(nn.Upsample(scale_factor=2), nn.Upsample(scale_factor=2), 12)


@family("conv3d", "fixed@9 dynamic@13 unfolded@17", x=(2, 8, 12, 12), taps=("features.3",), parameters=("features.0.weight",))
def conv3d():
    class Video(nn.Module):
        def __init__(self):
            super().__init__()
            self.features = nn.Sequential(
                nn.Conv3d(2, 6, 3, padding=1, bias=False), nn.BatchNorm3d(6), nn.ReLU(), nn.MaxPool3d((1, 2, 2)),
                nn.Conv3d(6, 8, (3, 1, 1), stride=(2, 1, 1), padding=(1, 0, 0)), nn.BatchNorm3d(8), nn.ReLU(), nn.AvgPool3d(2),
                nn.ConvTranspose3d(8, 6, 2, 2), nn.ReLU(), nn.AdaptiveAvgPool3d(1),
            )  # fmt: skip
            self.fc = nn.Linear(6, CLASSES)

        def forward(self, x):
            return self.fc(self.features(x).flatten(1))

    return Video()
