package dev.scrip.domain;

/** An account and what it has. */
public record AccountBalance(String account, Amount balance) {}
