package org.lyceum.ui.rooms;

import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.Nodes;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** What two people say to each other alone, beside the room. */
@Controller
@RequestMapping("/nodes/{at}/direct/{peerId}")
final class LettersController {

    private final Nodes nodes;

    LettersController(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The form with what is to be said. */
    record LetterForm(String id, String text) {}

    @GetMapping
    Mono<String> letters(
            @PathVariable String at,
            @PathVariable String peerId,
            @RequestParam(defaultValue = "this person") String name,
            Model model) {
        NodeClient client = nodes.named(at);
        return client.rooms().letters(peerId).map(letters -> {
            model.addAttribute("peerId", peerId);
            model.addAttribute("name", name);
            model.addAttribute("letters", letters);
            return "rooms/letters :: letters";
        });
    }

    @PostMapping
    Mono<ResponseEntity<Void>> write(@PathVariable String at, @PathVariable String peerId, LetterForm form) {
        return nodes.named(at)
                .rooms()
                .write(peerId, form.id(), form.text())
                .thenReturn(new ResponseEntity<>(HttpStatus.NO_CONTENT));
    }
}
