import Glibc

/// Secrets from the kernel.
public enum KernelRandomness {
    /// 64 signs, so that one byte makes one sign and each is as likely as the others; none of them needs quotes anywhere.
    private static let signs = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)

    /// - Parameter count: signs, of six bits each.
    /// - Returns: nil where the kernel gives nothing.
    public static func text(signs count: Int) -> String? {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes[filled...].withUnsafeMutableBytes { getrandom($0.baseAddress, $0.count, 0) }
            if got > 0 { filled += got } else if errno != EINTR { return nil }
        }
        return String(decoding: bytes.map { signs[Int($0 & 63)] }, as: UTF8.self)
    }
}
