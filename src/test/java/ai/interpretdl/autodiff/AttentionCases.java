package ai.interpretdl.autodiff;

import static ai.interpretdl.autodiff.ExpansionCases.microsoft;
import static ai.interpretdl.autodiff.ExpansionCases.standard;

import ai.interpretdl.tensor.Tensor;
import java.util.stream.Stream;

/** Cases of attention and of rotary embeddings. */
final class AttentionCases {
    private AttentionCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(plain(), masks(), modes(), fused(), multiHead(), rotary())
                .flatMap(cases -> cases);
    }

    /** Queries [2, 2, 3, 4] and keys [2, 2, 5, 4] by heads. */
    private static GradientCase attention(long version) {
        return standard("Attention", version)
                .input(2, 2, 3, 4)
                .input(2, 2, 5, 4)
                .input(2, 2, 5, 3);
    }

    private static Stream<GradientCase> plain() {
        return Stream.of(
                attention(23),
                attention(24).with("scale", 0.3),
                attention(23).with("softcap", 0.8),
                attention(23).with("softmax_precision", 1),
                standard("Attention", 23)
                        .note("flat")
                        .with("q_num_heads", 2)
                        .with("kv_num_heads", 2)
                        .input(2, 3, 8)
                        .input(2, 5, 8)
                        .input(2, 5, 6),
                standard("Attention", 23)
                        .note("shared keys")
                        .with("q_num_heads", 4)
                        .with("kv_num_heads", 2)
                        .input(1, 3, 8)
                        .input(1, 5, 4)
                        .input(1, 5, 6),
                standard("Attention", 24)
                        .note("shared keys")
                        .input(1, 4, 3, 2)
                        .input(1, 2, 5, 2)
                        .input(1, 2, 5, 3),
                standard("Attention", 23)
                        .note("past")
                        .outputs(3)
                        .input(1, 2, 3, 4)
                        .input(1, 2, 2, 4)
                        .input(1, 2, 2, 3)
                        .absent()
                        .input(1, 2, 3, 4)
                        .input(1, 2, 3, 3));
    }

    private static Stream<GradientCase> masks() {
        boolean[] seen = {true, false, true, true, false, true, true, true, false, false, true, true, true, true, true};
        return Stream.of(
                attention(23).note("causal").with("is_causal", 1),
                attention(23).note("zeros and ones").given(Tensor.of(seen, 3, 5)),
                attention(23).note("added").input(3, 5),
                attention(23).note("added a head").input(2, 1, 3, 5),
                attention(23)
                        .note("added, causal, capped")
                        .with("is_causal", 1)
                        .with("softcap", 0.9)
                        .input(3, 5),
                attention(24)
                        .note("zeros and ones, causal")
                        .with("is_causal", 1)
                        .given(Tensor.of(seen, 3, 5)),
                attention(24).note("lengths").absent().absent().absent().given(Tensor.of(new long[] {3, 5}, 2)),
                attention(24)
                        .note("lengths, causal")
                        .with("is_causal", 1)
                        .absent()
                        .absent()
                        .absent()
                        .given(Tensor.of(new long[] {4, 5}, 2)),
                standard("Attention", 23)
                        .note("past, causal")
                        .with("is_causal", 1)
                        .outputs(3)
                        .input(1, 2, 3, 4)
                        .input(1, 2, 3, 4)
                        .input(1, 2, 3, 3)
                        .absent()
                        .input(1, 2, 2, 4)
                        .input(1, 2, 2, 3));
    }

    /** Masks that end before the keys do, which the kernel refuses. */
    static Stream<GradientCase> shortMasks() {
        return Stream.of(
                attention(24).note("short").input(3, 4),
                attention(24)
                        .note("short zeros and ones")
                        .given(Tensor.of(new boolean[] {true, false, true, false, true, true}, 3, 2)));
    }

    private static Stream<GradientCase> modes() {
        return Stream.of(0, 1, 2, 3)
                .map(mode -> attention(24)
                        .note("mode " + mode)
                        .with("qk_matmul_output_mode", mode)
                        .with("softcap", 0.9)
                        .outputs(4)
                        .observed(0, 1, 2, 3)
                        .input(3, 5));
    }

    private static GradientCase bert() {
        return microsoft("Attention")
                .with("num_heads", 2)
                .input(2, 3, 4)
                .input(4, 12)
                .input(12);
    }

    private static Stream<GradientCase> fused() {
        return Stream.of(
                bert(),
                bert().with("scale", 0.3),
                bert().with("unidirectional", 1),
                bert().note("lengths").given(Tensor.of(new int[] {2, 3}, 2)),
                bert().note("ends and starts").given(Tensor.of(new int[] {3, 3, 0, 1}, 4)),
                bert().note("a key").given(Tensor.of(new int[] {1, 1, 0, 1, 0, 1}, 2, 3)),
                bert().note("a key")
                        .with("mask_filter_value", -3.0)
                        .given(Tensor.of(new int[] {1, 1, 0, 1, 0, 1}, 2, 3)),
                bert().note("a query and key")
                        .given(Tensor.of(new int[] {1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1}, 2, 3, 3)),
                bert().note("added").absent().absent().input(1, 2, 3, 3),
                bert().note("past").outputs(2).absent().input(2, 2, 2, 2, 2),
                bert().note("past, causal")
                        .with("unidirectional", 1)
                        .outputs(2)
                        .absent()
                        .input(2, 2, 2, 2, 2),
                microsoft("Attention")
                        .note("sizes")
                        .with("num_heads", 2)
                        .with("qkv_hidden_sizes", 4L, 4, 6)
                        .input(2, 3, 4)
                        .input(4, 14)
                        .input(14));
    }

    private static GradientCase heads() {
        return microsoft("MultiHeadAttention")
                .with("num_heads", 2)
                .input(2, 3, 4)
                .input(2, 5, 4)
                .input(2, 5, 6);
    }

    private static Stream<GradientCase> multiHead() {
        return Stream.of(
                heads(),
                heads().with("scale", 0.3).input(14),
                heads().note("lengths").absent().given(Tensor.of(new int[] {2, 5}, 2)),
                heads().note("a key").absent().given(Tensor.of(new int[] {1, 1, 0, 1, 0, 1, 1, 1, 0, 1}, 2, 5)),
                heads().note("added").absent().absent().input(2, 2, 3, 5),
                microsoft("MultiHeadAttention")
                        .note("causal")
                        .with("num_heads", 2)
                        .with("unidirectional", 1)
                        .input(2, 3, 4)
                        .input(2, 3, 4)
                        .input(2, 3, 4),
                microsoft("MultiHeadAttention")
                        .note("keys by heads")
                        .with("num_heads", 2)
                        .input(2, 3, 4)
                        .input(2, 2, 5, 2)
                        .input(2, 2, 5, 2),
                microsoft("MultiHeadAttention")
                        .note("past")
                        .with("num_heads", 2)
                        .outputs(3)
                        .input(1, 3, 4)
                        .input(1, 3, 4)
                        .input(1, 3, 4)
                        .absent()
                        .absent()
                        .absent()
                        .input(1, 2, 2, 2)
                        .input(1, 2, 2, 2));
    }

    private static Stream<GradientCase> rotary() {
        Tensor places = Tensor.of(new long[] {0, 1, 2, 2, 0, 4}, 2, 3);
        return Stream.of(
                standard("RotaryEmbedding", 23)
                        .input(2, 2, 3, 4)
                        .input(5, 2)
                        .input(5, 2)
                        .given(places),
                standard("RotaryEmbedding", 23)
                        .with("interleaved", 1)
                        .input(2, 2, 3, 4)
                        .input(5, 2)
                        .input(5, 2)
                        .given(places),
                standard("RotaryEmbedding", 23)
                        .note("a table a row")
                        .input(2, 2, 3, 4)
                        .input(2, 3, 2)
                        .input(2, 3, 2),
                standard("RotaryEmbedding", 23)
                        .note("in part")
                        .with("rotary_embedding_dim", 4)
                        .input(2, 2, 3, 6)
                        .input(5, 2)
                        .input(5, 2)
                        .given(places),
                standard("RotaryEmbedding", 23)
                        .note("flat")
                        .with("num_heads", 2)
                        .input(2, 3, 8)
                        .input(5, 2)
                        .input(5, 2)
                        .given(places),
                microsoft("RotaryEmbedding")
                        .input(2, 3, 8)
                        .given(places)
                        .input(5, 2)
                        .input(5, 2),
                microsoft("RotaryEmbedding")
                        .note("from a start")
                        .with("interleaved", 1)
                        .input(2, 2, 3, 4)
                        .given(Tensor.of(new long[] {1}, 1))
                        .input(5, 2)
                        .input(5, 2));
    }
}
