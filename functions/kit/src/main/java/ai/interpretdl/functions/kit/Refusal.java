package ai.interpretdl.functions.kit;

import java.util.Optional;

/** A request that is not served, with what the caller is told about it. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String field;
    private final String detail;

    private Refusal(int status, String field, String detail) {
        super(field.isEmpty() ? detail : field + " " + detail);
        this.status = status;
        this.field = field;
        this.detail = detail;
    }

    /** 400: a field's value cannot be taken. */
    public static Refusal of(String field, String detail) {
        return new Refusal(400, field, detail);
    }

    /** Any other status, about the request as a whole. */
    public static Refusal of(int status, String detail) {
        return new Refusal(status, "", detail);
    }

    /** The same with another status. */
    public Refusal with(int other) {
        return new Refusal(other, field, detail);
    }

    /** The same about a field that is better known further out. */
    public Refusal at(String outer) {
        return new Refusal(status, outer, detail);
    }

    /** The same about a field that is known further out, and of whom the detail tells. */
    Refusal at(String outer, String whose) {
        Refusal told = new Refusal(status, outer, "of " + whose + (field.isEmpty() ? ": " : " ") + detail);
        told.initCause(this);
        return told;
    }

    public int status() {
        return status;
    }

    /** The field that is to blame, as the caller wrote it. */
    public Optional<String> field() {
        return field.isEmpty() ? Optional.empty() : Optional.of(field);
    }

    /** The detail; never null, other than Throwable says. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
