/**
 * Texts of people as HTML that a page may show: Markdown, code, mathematics, mentions. Whatever a text holds, what comes
 * out has nothing in it that runs, and loads nothing from elsewhere.
 */
@NullMarked
package org.lyceum.chat.markup;

import org.jspecify.annotations.NullMarked;
