package dev.scrip.archive;

/** An object of an archive that is not what it must be. */
public final class DamagedArchiveException extends Exception {

  private static final long serialVersionUID = 1;

  private final String object;

  /**
   * An exception about one object.
   *
   * @param object the name of the object
   * @param problem what is wrong with it, such as {@code is missing}
   */
  public DamagedArchiveException(String object, String problem) {
    super(problem);
    this.object = object;
  }

  /** {@return the name of the object} */
  public String object() {
    return object;
  }
}
