package org.lyceum.ui.nodes;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Which limits are to be others.
 *
 * @param download bytes per second, 0 for no limit, null to leave it as it is; as is {@code upload}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LimitsChange(
        @Nullable Long download, @Nullable Long upload) {}
