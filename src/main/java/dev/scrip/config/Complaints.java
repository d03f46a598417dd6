package dev.scrip.config;

import java.util.List;

/** Whoever judges settings: the application does not start while there is a complaint. */
public interface Complaints {

  /** What is wrong, a sentence or two each, naming the setting at fault; empty when all is well. */
  List<String> complaints();
}
