package dev.scrip.store;

/** The scripts under {@code lua/}. */
enum Script {
  APPLY("apply"),
  GET("get"),
  GET_ALL("getAll"),
  GET_TOP_HOLDERS("getTopHolders"),
  GET_HISTORY("getHistory"),
  GET_INFO("getInfo"),
  GET_REASON("getReason"),
  READ_JOURNAL("readJournal"),
  AUDIT("audit"),
  REAP("reap"),
  INITIALIZE("initialize");

  private final String file;

  Script(String file) {
    this.file = file;
  }

  /** The script's file name, without the path and the ending. */
  String file() {
    return file;
  }
}
