/// Durations and sizes with three digits and a unit.
enum ReadableFigures {
    static func duration(milliseconds: Double) -> String {
        if milliseconds < 1 { return "\(Int((milliseconds * 1000).rounded())) µs" }
        return milliseconds < 1000 ? "\(rounded(milliseconds)) ms" : "\(rounded(milliseconds / 1000)) s"
    }

    static func size(_ bytes: Int) -> String {
        var value = Double(bytes)
        guard value >= 1000 else { return "\(bytes) B" }
        var units = ["kB", "MB", "GB", "TB"][...]
        value /= 1000
        while value >= 1000, units.count > 1 {
            value /= 1000
            units = units.dropFirst()
        }
        return "\(rounded(value)) \(units.first ?? "")"
    }

    private static func rounded(_ value: Double) -> String {
        guard value < 100 else { return String(Int(value.rounded())) }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
