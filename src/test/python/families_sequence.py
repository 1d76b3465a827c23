"""Networks over time steps and tokens."""

import torch
import torch.nn.functional as F
from torch import nn

from fixture import family, normal, tokens

CLASSES = 4
WORDS = 30


@family("conv1d", "fixed@9 dynamic@12 unfolded@14", x=(3, 40), taps=("features.3",), parameters=("features.4.weight", "features.5.bias"))
def conv1d():
    class Signal(nn.Module):
        def __init__(self):
            super().__init__()
            self.features = nn.Sequential(
                nn.Conv1d(3, 8, 5, 2, 2, bias=False), nn.BatchNorm1d(8), nn.ReLU(), nn.MaxPool1d(3, 2, 1),
                nn.Conv1d(8, 12, 3, padding=2, dilation=2, groups=2), nn.BatchNorm1d(12), nn.ELU(), nn.AvgPool1d(2),
                nn.ConvTranspose1d(12, 6, 4, 2, 1), nn.Softplus(),
            )  # fmt: skip
            self.fc = nn.Linear(6, CLASSES)

        def forward(self, x):
            return self.fc(self.features(x).mean(-1))

    return Signal()


class Recurrent(nn.Module):
    """Embedding, a recurrent net, the mean over time and the last state."""

    def __init__(self, cell, directions):
        super().__init__()
        self.embedding = nn.Embedding(WORDS, 6)
        self.cell = cell
        self.fc = nn.Linear(2 * directions * cell.hidden_size, CLASSES)

    def forward(self, ids):
        states, last = self.cell(self.embedding(ids))
        last = last[0] if isinstance(last, tuple) else last
        last = last[-self.cell.bidirectional - 1 :].transpose(0, 1).flatten(1)
        return self.fc(torch.cat([states.mean(1), last], 1))


RECURRENT = dict(inputs={"ids": tokens(7, WORDS)}, taps=("embedding",), parameters=("fc.weight", "embedding.weight"), rows=3, dynamic={"ids": {1: "time"}, "embedding": {1: "time"}})


@family("lstm", "fixed@9 dynamic@14", **RECURRENT)
def lstm():
    return Recurrent(nn.LSTM(6, 5, 2, batch_first=True, bidirectional=True), 2)


@family("gru", "fixed@11 dynamic@13", **RECURRENT)
def gru():
    return Recurrent(nn.GRU(6, 5, 1, batch_first=True, bidirectional=True), 2)


@family("rnn-tanh", "fixed@9 dynamic@12", **RECURRENT)
def rnn_tanh():
    return Recurrent(nn.RNN(6, 5, 2, batch_first=True), 1)


@family("rnn-relu", "fixed@13 dynamic@17", x=(6, 5))
def rnn_relu():
    class Steps(nn.Module):
        def __init__(self):
            super().__init__()
            self.cell = nn.RNN(5, 6, 1, nonlinearity="relu", bidirectional=True)
            self.fc = nn.Linear(12, CLASSES)

        def forward(self, x):
            states, _ = self.cell(x.transpose(0, 1))
            return self.fc(states[-1] + states[0])

    return Steps()


@family("lstm-lengths", "fixed@12 dynamic@16", inputs={"x": normal(6, 4), "lengths": lambda rows: torch.arange(6, 6 - rows, -1) if rows <= 6 else torch.full((rows,), 6)}, rows=3)
def lstm_lengths():
    class Packed(nn.Module):
        def __init__(self):
            super().__init__()
            self.cell = nn.LSTM(4, 5, 1, batch_first=True, bidirectional=True)
            self.fc = nn.Linear(10, CLASSES)

        def forward(self, x, lengths):
            packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True)
            start = x.new_zeros(2, x.size(0), 5)  # left out, the exporter bakes in the rows it saw
            states, _ = self.cell(packed, (start, start))
            states, _ = nn.utils.rnn.pad_packed_sequence(states, batch_first=True)
            return self.fc(states.sum(1))

    return Packed()


@family("textcnn", "fixed@9 dynamic@13", inputs={"ids": tokens(12, WORDS)}, taps=("embedding",), parameters=("embedding.weight", "convs.1.weight", "fc.weight"), rows=3, dynamic={"ids": {1: "words"}, "embedding": {1: "words"}})
def textcnn():
    class TextCnn(nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = nn.Embedding(WORDS, 8, padding_idx=0)
            self.convs = nn.ModuleList(nn.Conv1d(8, 6, k) for k in (2, 3, 4))
            self.fc = nn.Linear(18, CLASSES)

        def forward(self, ids):
            e = self.embedding(ids).transpose(1, 2)
            return self.fc(torch.cat([F.relu(c(e)).max(dim=2)[0] for c in self.convs], 1))

    return TextCnn()


class SelfAttention(nn.Module):
    """As the BERT of the transformers library spells it."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.size = width // heads
        self.query, self.key, self.value, self.dense = (nn.Linear(width, width) for _ in range(4))

    def split(self, x):
        return x.view(x.size()[:-1] + (self.heads, self.size)).permute(0, 2, 1, 3)

    def forward(self, x, context, mask):
        scores = torch.matmul(self.split(self.query(x)), self.split(self.key(context)).transpose(-1, -2)) / self.size**0.5
        mixed = torch.matmul(F.softmax(scores + mask, dim=-1), self.split(self.value(context)))
        mixed = mixed.permute(0, 2, 1, 3).contiguous()
        return self.dense(mixed.view(mixed.size()[:-2] + (self.heads * self.size,)))


class BertLayer(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.attention = SelfAttention(width, heads)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.intermediate, self.output = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)

    def forward(self, x, mask):
        x = self.norm1(self.attention(x, x, mask) + x)
        return self.norm2(self.output(F.gelu(self.intermediate(x))) + x)


def padding(rows):
    mask = torch.ones(rows, 8, dtype=torch.int64)
    mask[0, 5:] = 0
    return mask


TEXT = {1: "sequence"}
BERT_INPUTS = {"input_ids": tokens(8, WORDS), "attention_mask": padding, "token_type_ids": lambda rows: (torch.arange(8) > 4).long().repeat(rows, 1)}


@family("bert", "fixed@11 dynamic@14 unfolded@17", inputs=BERT_INPUTS, taps=("word_embeddings", "layers.0"), parameters=("layers.1.intermediate.weight", "layers.0.norm1.weight", "pooler.bias", "word_embeddings.weight"), rows=3, hvp="word_embeddings", dynamic={n: TEXT for n in [*BERT_INPUTS, "word_embeddings", "layers.0"]})
def bert():
    class Bert(nn.Module):
        def __init__(self):
            super().__init__()
            self.word_embeddings, self.position_embeddings, self.token_type_embeddings = nn.Embedding(WORDS, 16), nn.Embedding(16, 16), nn.Embedding(2, 16)
            self.register_buffer("position_ids", torch.arange(16).expand((1, -1)))
            self.norm = nn.LayerNorm(16, eps=1e-12)
            self.layers = nn.ModuleList(BertLayer(16, 2) for _ in range(2))
            self.pooler, self.classifier = nn.Linear(16, 16), nn.Linear(16, CLASSES)

        def forward(self, input_ids, attention_mask, token_type_ids):
            positions = self.position_ids[:, : input_ids.size(1)]
            e = self.word_embeddings(input_ids) + self.token_type_embeddings(token_type_ids) + self.position_embeddings(positions)
            mask = (1.0 - attention_mask[:, None, None, :].to(e.dtype)) * -1e4
            x = self.norm(e)
            for layer in self.layers:
                x = layer(x, mask)
            return self.classifier(torch.tanh(self.pooler(x[:, 0])))

    return Bert()


@family("gpt", "fixed@13 dynamic@12 unfolded@16", inputs={"input_ids": tokens(6, WORDS)}, taps=("wte", "blocks.0"), parameters=("wte.weight", "blocks.0.ln1.bias"), rows=3, axis=2, hvp="wte", dynamic={n: TEXT for n in ["input_ids", "wte", "blocks.0", "output"]})
def gpt():
    class Conv1D(nn.Module):
        """GPT-2's linear layer: weights [in, out], a Gemm over flattened tokens."""

        def __init__(self, inputs, outputs):
            super().__init__()
            self.weight, self.bias = nn.Parameter(torch.empty(inputs, outputs)), nn.Parameter(torch.empty(outputs))
            self.outputs = outputs

        def forward(self, x):
            return torch.addmm(self.bias, x.view(-1, x.size(-1)), self.weight).view(x.size()[:-1] + (self.outputs,))

    def gelu_new(x):
        return 0.5 * x * (1.0 + torch.tanh((2.0 / torch.pi) ** 0.5 * (x + 0.044715 * torch.pow(x, 3.0))))

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.ln1, self.ln2 = nn.LayerNorm(12), nn.LayerNorm(12)
            self.c_attn, self.c_proj, self.up, self.down = Conv1D(12, 36), Conv1D(12, 12), Conv1D(12, 24), Conv1D(24, 12)
            self.register_buffer("causal", torch.tril(torch.ones(16, 16)).bool().view(1, 1, 16, 16))

        def attend(self, x):
            q, k, v = (t.view(t.size()[:-1] + (3, 4)).permute(0, 2, 1, 3) for t in self.c_attn(x).split(12, dim=2))
            scores = torch.matmul(q, k.transpose(-1, -2)) / 2.0
            causal = self.causal[:, :, : x.size(1), : x.size(1)]
            weights = F.softmax(torch.where(causal, scores, torch.tensor(-1e4, dtype=scores.dtype)), dim=-1)
            mixed = torch.matmul(weights, v).permute(0, 2, 1, 3).contiguous()
            return self.c_proj(mixed.view(mixed.size()[:-2] + (12,)))

        def forward(self, x):
            x = x + self.attend(self.ln1(x))
            return x + self.down(gelu_new(self.up(self.ln2(x))))

    class Gpt(nn.Module):
        def __init__(self):
            super().__init__()
            self.wte, self.wpe = nn.Embedding(WORDS, 12), nn.Embedding(16, 12)
            self.blocks = nn.ModuleList(Block() for _ in range(2))
            self.ln = nn.LayerNorm(12)

        def forward(self, input_ids):
            x = self.wte(input_ids) + self.wpe(torch.arange(input_ids.size(1)).unsqueeze(0))
            for block in self.blocks:
                x = block(x)
            return F.linear(self.ln(x), self.wte.weight)

    return Gpt()


def padded(rows):
    ids = torch.randint(2, WORDS, (rows, 7))
    ids[0, 5:] = 1
    return ids


@family("encoder-decoder", "fixed@12 dynamic@14", inputs={"source": padded, "prefix": tokens(5, WORDS, 2)}, taps=("embedding",), rows=3, axis=2)
def encoder_decoder():
    """Positions by CumSum over what is no padding, as RoBERTa and BART count them; cross attention; PyTorch's own layers in front."""

    class Translate(nn.Module):
        def __init__(self):
            super().__init__()
            self.table, self.embedding, self.positions = nn.Embedding(WORDS, 12, padding_idx=1), nn.Identity(), nn.Embedding(16, 12)
            self.encoder = BertLayer(12, 3)
            self.own, self.cross = SelfAttention(12, 3), SelfAttention(12, 3)
            self.norm1, self.norm2 = nn.LayerNorm(12), nn.LayerNorm(12)
            self.head = nn.Linear(12, 9)

        def forward(self, source, prefix):
            real = source.ne(1).int()
            positions = (torch.cumsum(real, dim=1).type_as(real) * real).long() + 1
            memory = self.table(source) * 12**0.5 + self.positions(positions)
            hidden = (1 - real[:, None, None, :].to(memory.dtype)) * -1e4
            memory = self.encoder(memory, hidden)
            x = self.embedding(self.table(prefix) * 12**0.5)
            x = x + self.positions(torch.arange(prefix.size(1)))
            future = torch.triu(torch.full((5, 5), -1e4, dtype=x.dtype), diagonal=1)
            x = self.norm1(x + self.own(x, x, future))
            return self.head(self.norm2(x + self.cross(x, memory, hidden)))

    return Translate()
