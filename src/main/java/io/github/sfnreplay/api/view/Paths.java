package io.github.sfnreplay.api.view;

/// The paths of the resources.
public final class Paths {

    public static final String REPLAYS = "/replays";
    public static final String REPLAY = REPLAYS + "/{id}";

    private Paths() {}

    public static String replay(String id) {
        return REPLAYS + "/" + id;
    }
}
