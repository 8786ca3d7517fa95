package org.lyceum.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.web.StartupException;

/** What the service says of itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MlServiceTest {

    private final RunningMl ml;

    MlServiceTest(@TempDir Path data) {
        ml = new RunningMl(data);
    }

    @AfterAll
    void stop() {
        ml.close();
    }

    @Test
    void tellsTheNetworkThatItReads() {
        ml.web()
                .get()
                .uri("/api/v1/network/nodes?role=ml")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[0].services[?(@.name=='ml-rest')]")
                .exists();
    }

    @Test
    void tellsWhatItTakes() throws Exception {
        ml.done(ml.submit("/api/v1/transcriptions", RunningMl.speechSaying("measured")));
        try (HttpClient client = HttpClient.newHttpClient()) {
            String metrics = client.send(
                            HttpRequest.newBuilder(URI.create("http://" + ml.address() + "/actuator/prometheus"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertThat(metrics).contains("lyceum_ml_workers_busy").contains("lyceum_ml_workers_memory_peak_bytes");
        }
    }

    @Test
    void wrongConfigurationIsNamed() {
        assertThatThrownBy(() -> MlService.application().run("--server.port=0", "--lyceum.ml.pages=0"))
                .hasRootCauseInstanceOf(StartupException.class)
                .hasRootCauseMessage("lyceum.ml.pages is 0, expected more than 0.");
    }

    @Test
    void saysWhatItCanRead() {
        ml.web()
                .get()
                .uri("/api/v1/engines")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[?(@.name=='tesseract')].kind")
                .isEqualTo("ocr")
                .jsonPath("$[?(@.name=='tesseract')].languages[0]")
                .isEqualTo("eng")
                .jsonPath("$[?(@.name=='vosk')].live")
                .isEqualTo(true);
    }
}
