package org.lyceum.chat.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lyceum.chat.events.Body.AnonymousQuestion;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.timeline.TestRoom;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;

class AnonymousQuestionsTest {

    private final Identity ishan = Identity.generate();
    private final Identity priya = Identity.generate();
    private final Identity rao = Identity.generate();
    private final Identity noether = Identity.generate();
    private final IdentitySignatures signatures = new IdentitySignatures(ishan);

    @Test
    void everyProfessorOpensWhoAskedAndNobodyElse() {
        SignedEvent question = ask(List.of(rao.peerId(), noether.peerId()));

        assertThat(question.isGenuine(signatures)).isTrue();
        assertThat(AnonymousQuestions.open(question, rao, signatures)).contains(ishan.peerId());
        assertThat(AnonymousQuestions.open(question, noether, signatures)).contains(ishan.peerId());
        assertThat(AnonymousQuestions.open(question, priya, signatures)).isEmpty();
        assertThat(AnonymousQuestions.open(question, ishan, signatures)).isEmpty();
    }

    @Test
    void nothingInTheEventNamesTheAskerAndTwoQuestionsHaveNothingInCommon() {
        SignedEvent one = ask(List.of(rao.peerId()));
        SignedEvent other = ask(List.of(rao.peerId()));
        String bytes = HexFormat.of().formatHex(one.encode());

        assertThat(bytes)
                .doesNotContain(HexFormat.of().formatHex(ishan.peerId().publicKey()))
                .doesNotContain(HexFormat.of().formatHex("ishan".getBytes(StandardCharsets.UTF_8)));
        assertThat(one.event().author().name()).isEqualTo("a student");
        assertThat(one.author()).isNotEqualTo(other.author()).isNotEqualTo(ishan.peerId());
        assertThat(sealed(one).substring(0, 64)).isNotEqualTo(sealed(other).substring(0, 64));
    }

    @Test
    void nobodyAsksInAnothersName() {
        IdentitySignatures liar = new IdentitySignatures(priya);
        SignedEvent question = AnonymousQuestions.ask(
                TestRoom.SWE, "why?", ishan.peerId(), liar, List.of(rao.peerId()), TestRoom.START, 1);

        assertThat(AnonymousQuestions.open(question, rao, signatures)).isEmpty();
    }

    @Test
    void whatWasSealedForOneQuestionIsWorthNothingInAnother() {
        SignedEvent question = ask(List.of(rao.peerId()));
        SignedEvent mine = ask(List.of(rao.peerId()));
        Event copied = new Event(
                TestRoom.SWE,
                mine.event().author(),
                TestRoom.START,
                1,
                new AnonymousQuestion("rude", sealed(question)));

        assertThat(AnonymousQuestions.open(SignedEvent.sign(copied, signatures), rao, signatures))
                .isEmpty();
    }

    @Test
    void asManyProfessorsAsTheEventHasRoomForCanOpenIt() {
        List<Identity> professors = Stream.generate(Identity::generate)
                .limit(AnonymousQuestions.MAX_READERS + 2)
                .toList();

        SignedEvent question = ask(professors.stream().map(Identity::peerId).toList());

        assertThat(professors)
                .filteredOn(professor ->
                        AnonymousQuestions.open(question, professor, signatures).isPresent())
                .hasSize(AnonymousQuestions.MAX_READERS);
        assertThat(SignedEvent.decode(question.encode())).isEqualTo(question);
    }

    @Test
    void withoutAProfessorNobodyAsks() {
        assertThatThrownBy(() -> ask(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no professor of this course has joined");
    }

    @Test
    void garbageIsSealedByNobody() {
        Event garbage = new Event(
                TestRoom.SWE,
                ask(List.of(rao.peerId())).event().author(),
                TestRoom.START,
                1,
                new AnonymousQuestion("why?", "ff".repeat(200)));

        assertThat(AnonymousQuestions.open(SignedEvent.sign(garbage, signatures), rao, signatures))
                .isEmpty();
    }

    private SignedEvent ask(List<PeerId> readers) {
        return AnonymousQuestions.ask(TestRoom.SWE, "why?", ishan.peerId(), signatures, readers, TestRoom.START, 1);
    }

    private static String sealed(SignedEvent event) {
        return ((AnonymousQuestion) event.event().body()).sealedAuthor();
    }
}
