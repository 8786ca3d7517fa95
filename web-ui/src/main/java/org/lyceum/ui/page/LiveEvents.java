package org.lyceum.ui.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.result.view.Fragment;
import org.springframework.web.reactive.result.view.View;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The events that the script {@code live.js} understands. */
public final class LiveEvents {

    private LiveEvents() {}

    /**
     * Puts an element in the place of the one with the same {@code id}.
     *
     * @param template name of a template and a fragment in it that renders one element, such as {@code list/row :: row}
     */
    public static ServerSentEvent<Fragment> html(String template, Map<String, Object> model) {
        return event("html", Fragment.create(template, model));
    }

    /** Fetches the page again, because more changed than an element. */
    public static ServerSentEvent<Fragment> refresh() {
        return data("refresh", "{}");
    }

    /** Data for a custom element. */
    public static ServerSentEvent<Fragment> data(String name, String json) {
        return event(name, Fragment.create(new Text(json), Map.of()));
    }

    private static ServerSentEvent<Fragment> event(String name, Fragment fragment) {
        return ServerSentEvent.<Fragment>builder().event(name).data(fragment).build();
    }

    private record Text(String text) implements View {

        @Override
        public List<MediaType> getSupportedMediaTypes() {
            return List.of(MediaType.TEXT_HTML);
        }

        @Override
        public Mono<Void> render(
                @Nullable Map<String, ?> model, @Nullable MediaType contentType, ServerWebExchange exchange) {
            ServerHttpResponse response = exchange.getResponse();
            DataBuffer bytes = response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
            return response.writeWith(Mono.just(bytes));
        }
    }
}
