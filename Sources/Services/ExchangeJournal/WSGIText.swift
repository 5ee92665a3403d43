/// Text as WSGI hands it on: every character stands for one byte.
public enum WSGIText {
    /// The bytes read as UTF-8, where they are that: a path or a header with `ü` in it looks as it was typed.
    public static func readable(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard scalar.value < 0x100 else { return text }
            bytes.append(UInt8(scalar.value))
        }
        return String(validating: bytes, as: UTF8.self) ?? text
    }

    /// Bytes as UTF-8, where they are that, or each as a character.
    static func readable(_ bytes: some Collection<UInt8>) -> String {
        String(validating: bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    /// The text of a body; nil where its bytes are none: not UTF-8, or with control characters that text does not have.
    public static func text(_ bytes: [UInt8]) -> String? {
        guard !bytes.contains(where: { $0 < 0x20 && ![9, 10, 12, 13].contains($0) || $0 == 0x7F }) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
