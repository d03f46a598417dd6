package dev.scrip.domain;

/**
 * The coming or going of a member of a group in a journal entry.
 *
 * @param group the group
 * @param account the account
 * @param member whether the account is a member after the entry
 */
public record Membership(String group, String account, boolean member) {}
