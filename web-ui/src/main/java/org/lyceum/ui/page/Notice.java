package org.lyceum.ui.page;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.result.view.Rendering;

/** What a person is told after doing something: one sentence at the edge of the page. */
public final class Notice {

    private Notice() {}

    public static Rendering success(String sentence) {
        return of("success", sentence, HttpStatus.OK);
    }

    /** Something that the reader can put right. */
    public static Rendering failure(String sentence) {
        return of("failure", sentence, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    static Rendering failure(String sentence, HttpStatusCode status) {
        return of("failure", sentence, status);
    }

    private static Rendering of(String kind, String sentence, HttpStatusCode status) {
        return Rendering.view("notice")
                .modelAttribute("kind", kind)
                .modelAttribute("sentence", sentence)
                .status(status)
                .build();
    }
}
