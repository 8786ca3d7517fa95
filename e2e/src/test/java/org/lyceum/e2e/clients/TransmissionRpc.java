package org.lyceum.e2e.clients;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Transmission's RPC: JSON over HTTP, each call with a session id that the refusal of the first one tells. */
public final class TransmissionRpc {

    private static final String SESSION_ID = "X-Transmission-Session-Id";

    private final RestClient http;
    private String sessionId = "";

    /** To a daemon on loopback that asks for no password. */
    public TransmissionRpc(int port) {
        http = RestClient.create("http://127.0.0.1:%d/transmission/rpc".formatted(port));
    }

    /**
     * A torrent.
     *
     * @param leftUntilDone bytes
     * @param metadataPercentComplete part of the metadata that is known, 0 to 1
     * @param errorString empty when all is well
     */
    public record Torrent(long leftUntilDone, double metadataPercentComplete, String errorString) {

        boolean isComplete() {
            if (!errorString.isEmpty()) {
                throw new AssertionError("Transmission: " + errorString);
            }
            return metadataPercentComplete == 1 && leftUntilDone == 0;
        }
    }

    /** Arguments of an answer. */
    public record Arguments(@Nullable List<Torrent> torrents) {}

    /** What a call came to. */
    public record Answer(String result, Arguments arguments) {}

    /** Whether it answers yet. */
    public boolean isUp() {
        try {
            call("session-get", Map.of());
            return true;
        } catch (ResourceAccessException notYet) {
            return false;
        }
    }

    /** All its torrents. */
    public List<Torrent> torrents() {
        List<String> fields = List.of("leftUntilDone", "metadataPercentComplete", "errorString");
        return Objects.requireNonNull(
                call("torrent-get", Map.of("fields", fields)).arguments().torrents());
    }

    /** Calls a method; fails unless it succeeds. */
    public Answer call(String method, Map<String, ?> arguments) {
        Answer answer;
        try {
            answer = post(method, arguments);
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode() != HttpStatus.CONFLICT) {
                throw e;
            }
            HttpHeaders headers = Objects.requireNonNull(e.getResponseHeaders());
            sessionId = Objects.requireNonNull(headers.getFirst(SESSION_ID));
            answer = post(method, arguments);
        }
        if (!answer.result().equals("success")) {
            throw new AssertionError("Transmission: %s: %s".formatted(method, answer.result()));
        }
        return answer;
    }

    private Answer post(String method, Map<String, ?> arguments) {
        return Objects.requireNonNull(http.post()
                .header(SESSION_ID, sessionId)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("method", method, "arguments", arguments))
                .retrieve()
                .body(Answer.class));
    }
}
