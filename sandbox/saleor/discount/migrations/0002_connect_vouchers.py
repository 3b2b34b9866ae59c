import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("channel", "0001_initial"),
        ("discount", "0001_initial"),
        ("order", "0001_initial"),
        ("product", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="orderdiscount",
            name="order",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="discounts",
                to="order.order",
            ),
        ),
        migrations.AddField(
            model_name="voucher",
            name="categories",
            field=models.ManyToManyField(blank=True, to="product.category"),
        ),
        migrations.AddField(
            model_name="voucher",
            name="collections",
            field=models.ManyToManyField(blank=True, to="product.collection"),
        ),
        migrations.AddField(
            model_name="voucher",
            name="products",
            field=models.ManyToManyField(blank=True, to="product.product"),
        ),
        migrations.AddField(
            model_name="voucher",
            name="variants",
            field=models.ManyToManyField(blank=True, to="product.productvariant"),
        ),
        migrations.AddField(
            model_name="orderdiscount",
            name="voucher",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="discount.voucher",
            ),
        ),
        migrations.AddField(
            model_name="voucherchannellisting",
            name="channel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="voucher_listings", to="channel.channel"
            ),
        ),
        migrations.AddField(
            model_name="voucherchannellisting",
            name="voucher",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="channel_listings", to="discount.voucher"
            ),
        ),
        migrations.AddField(
            model_name="vouchercode",
            name="voucher",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="discount.voucher"
            ),
        ),
        migrations.AddField(
            model_name="vouchercustomer",
            name="voucher_code",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="customers",
                to="discount.vouchercode",
            ),
        ),
        migrations.AlterUniqueTogether(
            name="voucherchannellisting",
            unique_together={("voucher", "channel")},
        ),
        migrations.AddIndex(
            model_name="vouchercode",
            index=models.Index(fields=["voucher"], name="vouchercode_voucher_idx"),
        ),
        migrations.AddIndex(
            model_name="vouchercustomer",
            index=models.Index(fields=["voucher_code"], name="vouchercustomer_code_idx"),
        ),
        migrations.AlterUniqueTogether(
            name="vouchercustomer",
            unique_together={("voucher_code", "customer_email")},
        ),
    ]
