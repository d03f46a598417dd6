package dev.scrip.store;

/** A script under {@code lua/}. */
enum Script {
  /** Applies operations and atomic sets. */
  APPLY("apply"),
  /** Reads the balance of one account. */
  GET("get"),
  /** Reads the value of one account in a book. */
  GET_VALUE("getValue"),
  /** Reads the balance that an account had after an entry. */
  GET_AT("getAt"),
  /** Reads a page of accounts by balance. */
  GET_ALL("getAll"),
  /** Reads the accounts with the highest balances. */
  GET_TOP_HOLDERS("getTopHolders"),
  /** Reads the rank of an account and the accounts around it. */
  GET_RANK("getRank"),
  /** Reads a page of the journal. */
  GET_HISTORY("getHistory"),
  /** Reads the supply and the number of accounts. */
  GET_INFO("getInfo"),
  /** Reads the record of an account's creation or deletion. */
  GET_REASON("getReason"),
  /** Begins a job. */
  START_JOB("startJob"),
  /** Reads the job of the ledger, and gives it to a runner. */
  TAKE_JOB("takeJob"),
  /** Adds to what a job has to post. */
  ADD_WORK("addWork"),
  /** Posts a page of a job. */
  POST_JOB("postJob"),
  /** Ends a job that has posted nothing. */
  END_JOB("endJob"),
  /** Reads a page of the members of a group. */
  GET_GROUP("getGroup"),
  /** Reads the books of the ledger. */
  GET_BOOKS("getBooks"),
  /** Removes the oldest entries of the journal. */
  TRIM_JOURNAL("trimJournal"),
  /** Reads the entries after a given one, oldest first. */
  READ_JOURNAL("readJournal"),
  /** Reads the ledger as a whole at one instant. */
  READ_INSTANT("readInstant"),
  /** Reads what is remembered of operation ids. */
  READ_REMEMBERED("readRemembered"),
  /** Reads what is stored of some accounts. */
  READ_ACCOUNTS("readAccounts"),
  /** Compares some accounts with the ranking, or some members of the ranking with accounts. */
  COMPARE_PLACES("comparePlaces"),
  /** Keeps what an audit has found to agree. */
  KEEP_AUDITED("keepAudited"),
  /** Begins to restore a ledger. */
  START_RESTORE("startRestore"),
  /** Writes a page of accounts of a restore. */
  RESTORE_ACCOUNTS("restoreAccounts"),
  /** Writes a page of operation ids of a restore. */
  RESTORE_IDS("restoreIds"),
  /** Ends a restore. */
  END_RESTORE("endRestore"),
  /** Writes a token ledger's definition and first balances. */
  INITIALIZE("initialize"),
  /** Tries the commands of all scripts, reads the state of the ledger and makes its keys exist. */
  CHECK("check"),
  /** Makes one key exist. */
  ENSURE_KEY("ensureKey");

  private final String file;

  Script(String file) {
    this.file = file;
  }

  /** The script's file name, without path and ending. */
  String file() {
    return file;
  }
}
