package org.lyceum.ml.ocr;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lyceum.ml.engine.EngineHome;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.lyceum.ml.engine.Resources;

/** Tesseract's libraries and language data, out of the jars they come in. */
final class OcrNatives {

    /** Of the libraries; another one gets another folder. */
    static final String VERSION = "5.5.2";

    private static final String JNA_LIBRARY_PATH = "jna.library.path";
    private static final String SUFFIX = ".traineddata";

    /** Finds orientations, and reads no language. */
    private static final String ORIENTATION = "osd";

    private OcrNatives() {}

    /** Puts the libraries where Tess4J will find them; must come before its first call. */
    static void prepare(EngineHome home) {
        Path folder = home.natives().resolve("tesseract-" + VERSION);
        Resources.unpack("org/bytedeco/leptonica/linux-x86_64/libleptonica.so.6", folder);
        Resources.unpack("org/bytedeco/tesseract/linux-x86_64/libtesseract.so.5.5", folder);
        System.setProperty(JNA_LIBRARY_PATH, folder.toString());
    }

    /** One folder with the data of all languages: those of the jar, and links to those of the configured folder. */
    static Path tessdata(EngineHome home) {
        Path folder = home.folder().resolve("tessdata");
        Resources.unpack("tessdata/eng.traineddata", folder);
        Resources.unpack("tessdata/osd.traineddata", folder);
        home.tessdata().ifPresent(further -> link(further, folder));
        return folder;
    }

    static NavigableSet<String> languages(EngineHome home) {
        NavigableSet<String> languages = new TreeSet<>();
        try (Stream<Path> files = Files.list(tessdata(home))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(name -> !name.equals(ORIENTATION))
                    .forEach(languages::add);
        } catch (IOException e) {
            throw new MlException(
                    Reason.UNAVAILABLE, "%s: cannot be read (%s)".formatted(home.folder(), e.getMessage()), e);
        }
        return languages;
    }

    private static void link(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path link = to.resolve(file.getFileName().toString());
                if (file.getFileName().toString().endsWith(SUFFIX) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                    linkOnce(link, file.toAbsolutePath());
                }
            }
        } catch (IOException e) {
            throw new MlException(
                    Reason.UNAVAILABLE, "language data in %s cannot be used (%s)".formatted(from, e.getMessage()), e);
        }
    }

    private static void linkOnce(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (FileAlreadyExistsException e) {
            // another process was faster
        }
    }
}
