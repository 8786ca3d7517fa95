package org.lyceum.chat;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a node takes part in rooms.
 *
 * @param chatNode whether it has the role chat, and so may order what is said; else it holds the log and votes
 */
@ConfigurationProperties("lyceum.rooms")
record RoomsProperties(@DefaultValue("true") boolean chatNode) {}
