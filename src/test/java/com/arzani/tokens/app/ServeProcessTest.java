package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service as a process of its own, on a built-in database of its own.
class ServeProcessTest {
    @Test
    void f12_aKilledServiceGoesOnWithWhatItKeptAndAStoppedOneEndsInPeace(@TempDir Path data) throws Exception {
        Path folder = data.resolve("data");
        try (ServeProcess first = new ServeProcess(folder)) {
            assertThat(first.get("/health")).isEqualTo(200);
            assertThat(first.get("/ready")).isEqualTo(200);
            assertThat(first.deliver("evt_1").statusCode()).isEqualTo(200);
            first.process.destroyForcibly().waitFor();
        }
        try (ServeProcess second = new ServeProcess(folder)) {
            HttpResponse<String> again = second.deliver("evt_1");
            assertThat(again.body()).contains("duplicate");
            assertThat(second.deliver("evt_2").body()).doesNotContain("duplicate");
            // By its handle: destroy() would close what is read from it.
            second.process.toHandle().destroy();
            assertThat(second.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            // What it tells holds its log too.
            assertThat(second.rest()).contains("Stopped.").doesNotContain(ServeProcess.SECRET, "pending_webhooks");
        }
    }
}
