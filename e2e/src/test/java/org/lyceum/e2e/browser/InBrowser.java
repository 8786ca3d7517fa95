package org.lyceum.e2e.browser;

import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a {@link StudyRoom}, one for each class of tests, and a {@link Visitor}, one for each test, to a test that asks
 * for them. Whatever the browser complained of fails the test.
 */
final class InBrowser implements ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(InBrowser.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return List.of(StudyRoom.class, Visitor.class)
                .contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        StudyRoom room = room(context);
        return parameter.getParameter().getType() == StudyRoom.class ? room : visitor(context, room);
    }

    private static StudyRoom room(ExtensionContext context) {
        ExtensionContext ofClass = context.getParent().orElseThrow();
        return ofClass.getStore(OURS).computeIfAbsent(StudyRoom.class, type -> new StudyRoom(), StudyRoom.class);
    }

    private static Visitor visitor(ExtensionContext context, StudyRoom room) {
        Chromium chromium = context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(Chromium.class, type -> new Chromium(), Chromium.class);
        return context.getStore(OURS).computeIfAbsent(Visitor.class, type -> chromium.visitor(room), Visitor.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Visitor visitor = context.getStore(OURS).get(Visitor.class, Visitor.class);
        if (visitor != null) {
            Assertions.assertThat(visitor.complaints())
                    .as("what the browser complained of")
                    .isEmpty();
        }
    }
}
