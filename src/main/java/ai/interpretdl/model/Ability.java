package ai.interpretdl.model;

/** What an algorithm may ask of a model beside scores. */
public enum Ability {
    /** The gradient of its output at what is explained: every operator between has a rule. */
    GRADIENT,
    /** An explained input of three axes beside that of the rows: channels, height and width. */
    PICTURE,
    /** Inner values. */
    LAYERS,
    /** The gradient of its output at an inner value: the default layer of maps, else what the output is computed from. */
    LAYER_GRADIENT,
    /** Attention that is found in its graph. */
    ATTENTION
}
