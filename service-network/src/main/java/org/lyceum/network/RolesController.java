package org.lyceum.network;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.network.RolesView.GrantView;
import org.lyceum.network.RolesView.ListView;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.NetworkFolder;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.identity.SignedRevocations;
import org.lyceum.overlay.network.NetworkFiles;
import org.lyceum.overlay.network.OverlayNode;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Who is who in the network: what {@code lyceum network} does, on the files of the running node. */
@RestController
@RequestMapping("/api/v1/network")
class RolesController {

    private static final int DAYS = 365;
    private static final int MAX_DAYS = 36_500;

    private final OverlayNode node;

    RolesController(OverlayNode node) {
        this.node = node;
    }

    /** The JSON body that names a network to be part of; without a name one is created. */
    record NetworkRequest(@Nullable String network) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<RolesView> create(@RequestBody NetworkRequest request) {
        return files(files ->
                request.network() == null ? files.create() : files.enter(peerId("network", request.network())));
    }

    @GetMapping("/grants")
    Mono<RolesView> grants() {
        return blocking(() -> RolesView.of(node.id(), node.files().read()));
    }

    /** The JSON body of a grant; of all courses when none is named, and for a year when no days are. */
    record GrantRequest(
            @Nullable String peerId,
            @Nullable String role,
            @Nullable String course,
            @Nullable Integer days) {}

    /** A grant, and the text that its holder is to accept. */
    record Granted(GrantView grant, String credentials) {}

    @PostMapping("/grants")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Granted> grant(@RequestBody GrantRequest request) {
        PeerId peer = peerId("peerId", request.peerId());
        Role role = Role.of(String.valueOf(request.role()))
                .orElseThrow(() ->
                        wrong("role: %s, expected student, professor or admin".formatted(quoted(request.role()))));
        String course = request.course() == null ? "" : request.course();
        int days = request.days() == null ? DAYS : request.days();
        if (days < 1 || days > MAX_DAYS) {
            throw wrong("days: %d, expected 1 to %d".formatted(days, MAX_DAYS));
        }
        return blocking(() -> {
            NetworkFolder network = network();
            try {
                Credentials granted =
                        network.grant(peer, role, course, Instant.now().plus(Duration.ofDays(days)));
                return new Granted(GrantView.of(granted.chain().getFirst(), network), granted.toText());
            } catch (IllegalArgumentException e) {
                throw new OverlayException(Reason.CONFIGURATION, String.valueOf(e.getMessage()), e);
            }
        });
    }

    /** Takes what an admin has handed over, credentials or a revocation list. */
    @PostMapping(path = "/credentials", consumes = MediaType.TEXT_PLAIN_VALUE)
    Mono<RolesView> accept(@RequestBody String text) {
        return files(files -> files.accept(text));
    }

    /** A revocation list, and the text that others accept where no message comes. */
    record Revocations(ListView list, String text) {

        static Revocations of(SignedRevocations list) {
            return new Revocations(ListView.of(list), list.toText());
        }
    }

    @GetMapping("/revocations")
    Mono<List<Revocations>> revocations() {
        return blocking(() -> node.files()
                .read()
                .map(network -> network.lists().stream().map(Revocations::of).toList())
                .orElse(List.of()));
    }

    /** The JSON body that names a grant; of this node when no issuer is named. */
    record RevocationRequest(
            @Nullable Long serial, @Nullable String issuer) {}

    @PostMapping("/revocations")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Revocations> revoke(@RequestBody RevocationRequest request) {
        Long serial = request.serial();
        if (serial == null) {
            throw wrong("serial: missing, expected that of a grant");
        }
        PeerId issuer = request.issuer() == null ? node.id() : peerId("issuer", request.issuer());
        return blocking(() -> Revocations.of(network().revoke(issuer, serial)));
    }

    private NetworkFolder network() {
        return node.files()
                .read()
                .orElseThrow(() -> new OverlayException(
                        Reason.NOT_ALLOWED,
                        "this node is part of no network: POST {} to /api/v1/network creates one, POST"
                                + " {\"network\": PEERID} enters another's, and credentials are accepted at"
                                + " /api/v1/network/credentials"));
    }

    private Mono<RolesView> files(Function<NetworkFiles, NetworkFolder> change) {
        return blocking(() -> {
            var _ = change.apply(node.files());
            return RolesView.of(node.id(), node.files().read());
        });
    }

    private static <T> Mono<T> blocking(Callable<T> what) {
        return Mono.fromCallable(what).subscribeOn(Schedulers.boundedElastic());
    }

    private static PeerId peerId(String field, @Nullable String text) {
        try {
            return new PeerId(String.valueOf(text));
        } catch (IllegalArgumentException e) {
            throw wrong("%s: %s, expected a PeerId, 52 characters from 12D3KooW on".formatted(field, quoted(text)));
        }
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "missing" : "'%s'".formatted(text);
    }

    private static OverlayException wrong(String what) {
        return new OverlayException(Reason.CONFIGURATION, what);
    }
}
