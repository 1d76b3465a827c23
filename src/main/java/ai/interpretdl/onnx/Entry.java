package ai.interpretdl.onnx;

import java.util.Map;

/** A key with its text ({@code StringStringEntryProto}). */
record Entry(String key, String value) {
    static Entry read(Wire wire) {
        String key = "";
        String value = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> key = wire.text();
                case 2 -> value = wire.text();
                default -> wire.skip();
            }
        }
        return new Entry(key, value);
    }

    void into(Map<String, String> map) {
        map.put(key, value);
    }
}
