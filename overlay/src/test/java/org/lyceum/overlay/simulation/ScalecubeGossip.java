package org.lyceum.overlay.simulation;

import io.scalecube.cluster.Member;
import io.scalecube.cluster.transport.api.Message;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/** Looks into what members of scalecube-cluster gossip; the classes that it is made of are not public. */
final class ScalecubeGossip {

    private static final Method GOSSIPS = accessor("gossip.GossipRequest", "gossips");
    private static final Method MESSAGE = accessor("gossip.Gossip", "message");
    private static final Method IS_SUSPECT = accessor("membership.MembershipRecord", "isSuspect");
    private static final Method MEMBER = accessor("membership.MembershipRecord", "member");

    private ScalecubeGossip() {}

    /** What a message passes on; nothing when it is no gossip. */
    static List<Message> in(Message message) {
        Object request = message.data();
        return GOSSIPS.getDeclaringClass().isInstance(request)
                ? ((List<?>) call(GOSSIPS, request))
                        .stream().map(gossip -> (Message) call(MESSAGE, gossip)).toList()
                : List.of();
    }

    /** Whom a gossip calls suspect. */
    static Optional<Member> suspect(Message gossip) {
        Object entry = gossip.data();
        return MEMBER.getDeclaringClass().isInstance(entry) && (boolean) call(IS_SUSPECT, entry)
                ? Optional.of((Member) call(MEMBER, entry))
                : Optional.empty();
    }

    private static Method accessor(String type, String name) {
        try {
            Method method = Class.forName("io.scalecube.cluster." + type).getDeclaredMethod(name);
            method.setAccessible(true);
            return method;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("another scalecube-cluster than the one that this was written for", e);
        }
    }

    private static Object call(Method method, Object on) {
        try {
            return method.invoke(on);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method.toString(), e);
        }
    }
}
