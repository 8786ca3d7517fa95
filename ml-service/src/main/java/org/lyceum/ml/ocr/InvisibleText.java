package org.lyceum.ml.ocr;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.lyceum.ml.document.Line;
import org.lyceum.ml.document.Page;
import org.lyceum.ml.document.Word;

/**
 * Words that lie over a page, to be found, selected and copied, and are not seen: text rendering mode 3 (ISO 32000-1,
 * 9.3.6) in a font whose every character is the same empty glyph, half as wide as high. The font is Tesseract's own.
 */
final class InvisibleText {

    private static final String FONT = "LyceumInvisible";
    private static final int GLYPH_WIDTH = 500;
    private static final int BMP = 0x10000;

    private static final String TO_UNICODE = """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange
            1 beginbfrange
            <0000> <FFFF> <0000>
            endbfrange
            endcmap
            CMapName currentdict /CMap defineresource pop
            end
            end
            """;

    private final PDDocument document;
    private final COSDictionary font;

    /** Puts the font into a document. */
    InvisibleText(PDDocument document) throws IOException {
        this.document = document;
        font = font(document);
    }

    private static COSDictionary font(PDDocument document) throws IOException {
        COSName name = COSName.getPDFName("GlyphLessFont");
        COSDictionary descriptor = new COSDictionary();
        descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
        descriptor.setItem(COSName.FONT_NAME, name);
        descriptor.setItem(COSName.FONT_FILE2, stream(document, glyphless()));
        descriptor.setInt(COSName.FLAGS, 5);
        descriptor.setInt(COSName.ITALIC_ANGLE, 0);
        descriptor.setInt(COSName.ASCENT, 1000);
        descriptor.setInt(COSName.DESCENT, -1);
        descriptor.setInt(COSName.CAP_HEIGHT, 1000);
        descriptor.setInt(COSName.STEM_V, 80);
        descriptor.setItem(COSName.FONT_BBOX, numbers(0, 0, GLYPH_WIDTH, 1000));

        COSDictionary system = new COSDictionary();
        system.setItem(COSName.REGISTRY, new COSString("Adobe"));
        system.setItem(COSName.ORDERING, new COSString("Identity"));
        system.setInt(COSName.SUPPLEMENT, 0);

        byte[] glyphOne = new byte[2 * BMP];
        for (int i = 1; i < glyphOne.length; i += 2) {
            glyphOne[i] = 1;
        }
        COSDictionary cid = new COSDictionary();
        cid.setItem(COSName.TYPE, COSName.FONT);
        cid.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE2);
        cid.setItem(COSName.BASE_FONT, name);
        cid.setItem(COSName.CIDSYSTEMINFO, system);
        cid.setItem(COSName.CID_TO_GID_MAP, stream(document, glyphOne));
        cid.setItem(COSName.FONT_DESC, descriptor);
        cid.setInt(COSName.DW, GLYPH_WIDTH);

        COSArray descendants = new COSArray();
        descendants.add(cid);
        COSDictionary font = new COSDictionary();
        font.setItem(COSName.TYPE, COSName.FONT);
        font.setItem(COSName.SUBTYPE, COSName.TYPE0);
        font.setItem(COSName.BASE_FONT, name);
        font.setItem(COSName.ENCODING, COSName.IDENTITY_H);
        font.setItem(COSName.DESCENDANT_FONTS, descendants);
        font.setItem(COSName.TO_UNICODE, stream(document, TO_UNICODE.getBytes(StandardCharsets.US_ASCII)));
        return font;
    }

    private static byte[] glyphless() throws IOException {
        try (InputStream in = InvisibleText.class.getResourceAsStream("/tessdata/pdf.ttf")) {
            if (in == null) {
                throw new IOException("tessdata/pdf.ttf is not on the class path");
            }
            return in.readAllBytes();
        }
    }

    private static COSArray numbers(int... values) {
        COSArray array = new COSArray();
        for (int value : values) {
            array.add(COSInteger.get(value));
        }
        return array;
    }

    private static COSStream stream(PDDocument document, byte[] content) throws IOException {
        COSStream stream = document.getDocument().createCOSStream();
        try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(content);
        }
        return stream;
    }

    /** Lays the words of a page over one that shows it upright and whole. */
    void lay(Page words, PDPage over) throws IOException {
        PDRectangle box = over.getCropBox();
        COSArray contents = new COSArray();
        contents.add(stream(document, "q\n".getBytes(StandardCharsets.US_ASCII)));
        switch (over.getCOSObject().getDictionaryObject(COSName.CONTENTS)) {
            case COSArray several -> contents.addAll(several);
            case COSStream one -> contents.add(one);
            case null, default -> {
                // an empty page
            }
        }
        String text = "\nQ\n" + operators(words, box);
        contents.add(stream(document, text.getBytes(StandardCharsets.US_ASCII)));
        over.getCOSObject().setItem(COSName.CONTENTS, contents);
        PDResources resources = over.getResources() == null ? new PDResources() : over.getResources();
        COSDictionary fonts = resources.getCOSObject().getCOSDictionary(COSName.FONT);
        if (fonts == null) {
            fonts = new COSDictionary();
            resources.getCOSObject().setItem(COSName.FONT, fonts);
        }
        fonts.setItem(COSName.getPDFName(FONT), font);
        over.setResources(resources);
    }

    private static String operators(Page page, PDRectangle box) {
        double scale = box.getWidth() / page.width();
        StringBuilder out = new StringBuilder("BT\n3 Tr\n");
        for (Line line : page.lines()) {
            for (Word word : line.words()) {
                double height = Math.max(1, word.box().height() * scale);
                double width = Math.max(1, word.box().width() * scale);
                String codes =
                        HexFormat.of().withUpperCase().formatHex(word.text().getBytes(StandardCharsets.UTF_16BE));
                double natural = codes.length() / 4.0 * height * GLYPH_WIDTH / 1000;
                double left = box.getLowerLeftX() + word.box().left() * scale;
                double bottom =
                        box.getUpperRightY() - (word.box().top() + word.box().height()) * scale;
                out.append(String.format(
                        Locale.ROOT,
                        "/%s %.2f Tf %.2f Tz 1 0 0 1 %.2f %.2f Tm <%s0020> Tj\n",
                        FONT,
                        height,
                        100 * width / natural,
                        left,
                        bottom,
                        codes));
            }
        }
        return out.append("ET\n").toString();
    }
}
