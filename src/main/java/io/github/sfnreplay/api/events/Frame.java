package io.github.sfnreplay.api.events;

/// One version of a replay, ready to be sent to all who watch it.
///
/// @param last whether no other will follow
/// @param json the whole replay
record Frame(long version, boolean last, String json) {}
