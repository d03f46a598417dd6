package dev.scrip.domain;

/**
 * A group of accounts, with a page of its members.
 *
 * @param name the name of the group
 * @param count the number of all members, 0 or more
 * @param members the names of members, in the order of their bytes
 */
public record Group(String name, long count, Page<String> members) {}
