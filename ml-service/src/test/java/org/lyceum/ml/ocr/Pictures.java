package org.lyceum.ml.ocr;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.lyceum.ml.engine.TestHome;

/** Pages made from the scan, in ways in which people's pages are made. */
final class Pictures {

    private Pictures() {}

    static BufferedImage scan() throws IOException {
        BufferedImage scan = ImageIO.read(TestHome.file("ocr/phototest.tif").toFile());
        BufferedImage gray = new BufferedImage(scan.getWidth(), scan.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D canvas = gray.createGraphics();
        canvas.drawImage(scan, 0, 0, null);
        canvas.dispose();
        return gray;
    }

    /** Turned clockwise on a white ground. */
    static BufferedImage skewed(BufferedImage image, double degrees) {
        return drawn(
                image,
                AffineTransform.getRotateInstance(
                        Math.toRadians(degrees), image.getWidth() / 2.0, image.getHeight() / 2.0),
                image.getWidth(),
                image.getHeight());
    }

    static BufferedImage scaled(BufferedImage image, double factor) {
        return drawn(image, AffineTransform.getScaleInstance(factor, factor), (int) (image.getWidth() * factor), (int)
                (image.getHeight() * factor));
    }

    static BufferedImage inverted(BufferedImage image) {
        BufferedImage dark = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                dark.setRGB(x, y, ~image.getRGB(x, y));
            }
        }
        return dark;
    }

    private static BufferedImage drawn(BufferedImage image, AffineTransform transform, int width, int height) {
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D canvas = result.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, width, height);
        canvas.drawImage(image, transform, null);
        canvas.dispose();
        return result;
    }

    static Path write(BufferedImage image, Path file, String format) throws IOException {
        if (!ImageIO.write(image, format, file.toFile())) {
            throw new IOException("no writer for " + format);
        }
        return file;
    }

    /** A TIFF of so many pages, all the same. */
    static Path tiff(BufferedImage image, int pages, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < pages; i++) {
                writer.writeToSequence(new IIOImage(image, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return file;
    }
}
