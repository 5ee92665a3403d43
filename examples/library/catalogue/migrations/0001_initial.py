from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Book",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("author", models.CharField(max_length=200)),
                ("year", models.PositiveSmallIntegerField()),
                ("cover", models.FileField(blank=True, upload_to="covers/")),
            ],
            options={"ordering": ["author", "year", "title"]},
        ),
        migrations.AddConstraint(
            model_name="book",
            constraint=models.UniqueConstraint(fields=("title", "author"), name="one_entry_per_book"),
        ),
    ]
