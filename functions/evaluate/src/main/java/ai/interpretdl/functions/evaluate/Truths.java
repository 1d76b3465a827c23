package ai.interpretdl.functions.evaluate;

import ai.interpretdl.evaluate.Truth;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.image.Picture;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the object is: {@code boxes}, each {@code [left, top, right, bottom]}, or {@code mask}; in pixels of what the model sees. */
final class Truths {
    private Truths() {}

    static Truth read(Asked asked) {
        Optional<JsonNode> boxes = asked.parameters().value("boxes");
        Optional<JsonNode> mask = asked.parameters().value("mask");
        if (boxes.isPresent() == mask.isPresent()) {
            throw Refusal.of(
                    "boxes",
                    boxes.isPresent()
                            ? "is given beside mask; one of them is meant"
                            : "is missing: "
                                    + "a list of [left, top, right, bottom] in pixels of what the model sees; or give a mask");
        }
        if (mask.isPresent()) {
            Tensor tensor = Given.tensor("mask", mask.get());
            return new Truth(tensor);
        }
        if (asked.pictures().isEmpty()) {
            throw Refusal.of("boxes", "lie on a picture, and none came");
        }
        JsonNode list = boxes.orElseThrow();
        if (!list.isArray() || list.isEmpty()) {
            throw Refusal.of("boxes", "is " + list + ", not a list of [left, top, right, bottom]");
        }
        Picture seen = asked.pictures().get(0);
        List<Truth.Box> all = new ArrayList<>();
        for (JsonNode box : list) {
            all.add(box(box));
        }
        return Truth.boxes(List.of(all), seen.height(), seen.width());
    }

    private static Truth.Box box(JsonNode box) {
        boolean four = box.isArray() && box.size() == 4;
        for (JsonNode edge : box) {
            four &= edge.isIntegralNumber() && edge.canConvertToInt();
        }
        if (!four) {
            throw Refusal.of("boxes", "has " + box + " in it; a box is [left, top, right, bottom] in whole pixels");
        }
        return new Truth.Box(
                box.get(0).intValue(),
                box.get(1).intValue(),
                box.get(2).intValue(),
                box.get(3).intValue());
    }
}
