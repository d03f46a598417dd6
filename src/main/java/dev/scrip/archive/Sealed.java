package dev.scrip.archive;

/**
 * A manifest as it is in an archive.
 *
 * @param <T> the type of the manifest
 * @param manifest the manifest
 * @param sha256 the SHA-256 of its object, in hexadecimal digits
 */
public record Sealed<T>(T manifest, String sha256) {}
