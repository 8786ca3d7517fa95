package org.lyceum.chat.timeline;

/**
 * What a member has not read.
 *
 * @param posts of others
 * @param mentions how many of these call the member by name
 */
public record Unread(int posts, int mentions) {}
