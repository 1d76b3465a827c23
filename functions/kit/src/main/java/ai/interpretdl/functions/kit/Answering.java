package ai.interpretdl.functions.kit;

/** A function that is no {@link ExplainFunction}: it answers a plain request in a form of its own. One bean a function module. */
public interface Answering {
    /**
     * The answer, in a form that JSON can be made of.
     *
     * @throws Refusal when the request cannot be served
     */
    Object answer(Request request);
}
