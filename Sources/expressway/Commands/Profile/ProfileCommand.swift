import ArgumentParser

struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Works with the profiles that a team shares: expressway.yaml, expressway.local.yaml.",
        subcommands: [
            ListProfiles.self, ShowProfile.self, CheckProfiles.self, DiffProfiles.self, SetProfileValue.self,
            UnsetProfileValue.self, InitProfiles.self, ProfileFromArguments.self, TrustProfiles.self,
            PrintProfileSchema.self,
        ])
}
