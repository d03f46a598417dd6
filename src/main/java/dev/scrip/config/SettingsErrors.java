package dev.scrip.config;

import java.util.List;

/**
 * A component that checks settings. The application does not start if any component reports an
 * error.
 */
public interface SettingsErrors {

  /**
   * Checks the settings.
   *
   * @return the errors, each of one or two sentences that name the setting; empty if there are none
   */
  List<String> errors();
}
