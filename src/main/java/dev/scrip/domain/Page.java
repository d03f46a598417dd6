package dev.scrip.domain;

import java.util.List;

/**
 * One page of a longer list.
 *
 * @param items what is on it
 * @param cursor where the next page begins, opaque to users; null when there is none
 */
public record Page<T>(List<T> items, String cursor) {}
