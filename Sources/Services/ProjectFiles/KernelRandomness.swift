/// Secrets from the kernel.
public enum KernelRandomness {
    /// 64 signs, each as likely as the others; none of them needs quotes anywhere.
    private static let signs = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)

    /// - Parameter count: signs, of six bits each.
    public static func text(signs count: Int) -> String {
        // Source: Swift's SystemRandomNumberGenerator, which calls getrandom(2) on Linux, and ends the program where there is nothing random.
        var kernel = SystemRandomNumberGenerator()
        return String(decoding: (0..<count).map { _ in signs[Int(kernel.next() & 63)] }, as: UTF8.self)
    }
}
