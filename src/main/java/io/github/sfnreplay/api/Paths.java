package io.github.sfnreplay.api;

/// The paths of the resources.
final class Paths {

    static final String REPLAYS = "/replays";
    static final String REPLAY = REPLAYS + "/{id}";

    private Paths() {}

    static String replay(String id) {
        return REPLAYS + "/" + id;
    }
}
