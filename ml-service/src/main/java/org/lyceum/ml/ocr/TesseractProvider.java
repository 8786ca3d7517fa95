package org.lyceum.ml.ocr;

import java.util.Optional;
import org.lyceum.ml.engine.Engine;
import org.lyceum.ml.engine.EngineHome;
import org.lyceum.ml.engine.EngineInfo;
import org.lyceum.ml.engine.EngineProvider;

/** Reads pictures and PDFs with Tesseract. */
public final class TesseractProvider implements EngineProvider {

    public static final String NAME = "tesseract";

    @Override
    public Optional<EngineInfo> installed(EngineHome home) {
        return EngineHome.hasNatives()
                ? Optional.of(new EngineInfo(
                        NAME,
                        EngineInfo.Kind.OCR,
                        "tesseract-" + OcrNatives.VERSION,
                        OcrNatives.languages(home),
                        "eng",
                        false))
                : Optional.empty();
    }

    @Override
    public Engine open(EngineHome home) {
        OcrNatives.prepare(home);
        return new TesseractEngine(Leptonica.load(), OcrNatives.tessdata(home));
    }
}
