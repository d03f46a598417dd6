package dev.scrip.domain;

import java.util.List;

/**
 * One page of a longer list.
 *
 * @param <T> the type of the items
 * @param items the items of the page, in order
 * @param cursor the cursor of the next page, opaque to users; null on the last page
 */
public record Page<T>(List<T> items, String cursor) {}
